/** Where the pages are kept that are the same for everybody. */
export const EVERYBODYS_PAGES = 'forklore-pages'

/** Where the pages of whoever is here are kept, apart from those that everybody has: they go with that person. */
export const OWN_PAGES = 'forklore-own'

/** Whose they are, in this device's storage, so that signing out forgets it too (`forgetDevice`). */
const OWNER = 'forklore.pages-of'

/** Says who is here, by id; null for nobody. Takes away what was kept for somebody else, whose session may have ended by
 *  itself or from another device. */
export async function ownPagesAre(person: string | null): Promise<void> {
  try {
    if ((localStorage.getItem(OWNER) ?? '') === (person ?? '')) return
  } catch {
    // Without storage nobody knows whose they are.
  }
  await forgetOwnPages()
  try {
    localStorage.setItem(OWNER, person ?? '')
  } catch {
    // See above.
  }
}

/** Takes away the kept pages that were somebody's own. For signing out, and before somebody signs in. */
export async function forgetOwnPages(): Promise<void> {
  try {
    await caches.delete(OWN_PAGES)
  } catch {
    // Without storage nothing was kept.
  }
}
