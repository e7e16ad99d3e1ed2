/** Where a card has its own page: its id without the part that all cards share. */
export function cardPath(locale: string, id: string): string {
  return `/${locale}/interview/${cardSlug(id)}`
}

export function cardSlug(id: string): string {
  return id.replace(/\.card$/, '')
}
