/** The passages of a section as they stand: its paragraphs, tables, figures and questions, in the order of reading. */
function passagesOf(section: Element): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>(':is(.scene-before, .scene-stage, .scene-after) > * > *')]
}

/** Which passage of a section is being read: the last one that begins above the upper third of the window, counted from 0. */
export function passageInView(section: Element): number {
  const begun = passagesOf(section).filter((one) => one.getBoundingClientRect().top < innerHeight / 3)
  return Math.max(0, begun.length - 1)
}

/** The fragment of an address that leads to a passage. The first one is the section itself. */
export function passageHash(section: string, passage: number): string {
  return passage > 0 ? `#${section}~${passage}` : `#${section}`
}

/** Goes to the place that the address names, where the browser has not gone there itself: a passage, or whatever has that id.
 *  The text may have become shorter since: then its end. All of the lesson is laid out for it: of what is left out while it is
 *  far, sizes are guesses, and the place would move away. */
export function goToPlace(hash: string): void {
  const [, id = '', n] = /^#([^~]+)(?:~(\d+))?$/.exec(hash) ?? []
  if (id === '' || document.querySelector(':target')) return
  const place = n === undefined ? document.getElementById(id) : passageAt(id, Number(n))
  place?.closest('.lesson')?.setAttribute('data-whole', '')
  place?.scrollIntoView({ block: 'start', behavior: 'instant' })
}

function passageAt(id: string, n: number): HTMLElement | undefined {
  const section = document.querySelector(`[data-section="${CSS.escape(id)}"]`)
  const passages = section ? passagesOf(section) : []
  return passages[Math.min(n, passages.length - 1)]
}
