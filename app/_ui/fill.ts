/** Puts values into a message that crossed from server to island: `fill('{n} left', { n: 3 })`. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
