/** The id of own items begins so; what follows is the id of a version. */
const BEFORE = 'own.'

/** The id by which a version is known to assignments, answers and all that counts them. */
export function ownId(versionId: string): string {
  return `${BEFORE}${versionId}`
}

/** The version that an id names; null: it is no own item's. */
export function versionOf(itemId: string): string | null {
  const version = itemId.startsWith(BEFORE) ? itemId.slice(BEFORE.length) : ''
  return UUID.test(version) ? version : null
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Stands where items of content have their lesson and section: no slug begins so. */
export const OWN_LESSON = '@own'
