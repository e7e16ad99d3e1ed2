import 'server-only'

/** Whether this server has the gallery: in development, and where tests ask for it. To everybody else there is no such page. */
export function hasGallery(): boolean {
  return process.env.NODE_ENV !== 'production' || process.env.FORKLORE_GALLERY === '1'
}
