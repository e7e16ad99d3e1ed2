/** The place of a question on its page. An address that ends in it opens a quiz at that question. */
export function stemId(item: string): string {
  return `stem-${item}`
}
