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

/** Goes to the passage that the address names, if it names one. The text may have become shorter since: then its end. */
export function goToPassage(hash: string): void {
  const [, id = '', n = ''] = /^#(.+)~(\d+)$/.exec(hash) ?? []
  const section = id && document.querySelector(`[data-section="${CSS.escape(id)}"]`)
  if (!section) return
  const passages = passagesOf(section)
  const passage = passages[Math.min(Number(n), passages.length - 1)]
  passage?.scrollIntoView({ block: 'start', behavior: 'instant' })
}
