/** Puts values into a message that crossed from server to island, and picks the word that fits a number:
 *  `fill('{n} {n|learner|learners}', { n: 1 })`. Messages with values are strings here, because functions cannot
 *  cross; Korean nouns need no plural. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one: string | undefined, many: string | undefined) => {
      const value = values[name] ?? ''
      return one === undefined ? String(value) : ((Number(value) === 1 ? one : many) ?? '')
    },
  )
}
