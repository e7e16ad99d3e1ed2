/** Characters of a question by which it is told from the others. */
const BEGINNING = 60

/** The first words of a question, without marks. */
export function beginningOf(stem: string): string {
  const text = stem.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim()
  if (text.length <= BEGINNING) return text
  const cut = text.slice(0, BEGINNING)
  const space = cut.lastIndexOf(' ')
  return `${space > 0 ? cut.slice(0, space) : cut}…`
}
