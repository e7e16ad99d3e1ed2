/** A text as it stands in HTML, between tags or in an attribute that is quoted. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
