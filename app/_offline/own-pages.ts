/** Where the pages of whoever is here are kept, apart from those that everybody has: signing out takes them away. */
export const OWN_PAGES = 'forklore-own'

/** Takes away the kept pages that were somebody's own. For signing out. */
export async function forgetOwnPages(): Promise<void> {
  try {
    await caches.delete(OWN_PAGES)
  } catch {
    // Without storage nothing was kept.
  }
}
