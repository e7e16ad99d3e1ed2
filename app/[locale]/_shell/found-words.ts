import { matchesIn } from '@/lib/search/mark'

/** Marks the words that led here (`?find=`), in the passage that the address names or else in the whole page. They are drawn
 *  over the text, which stays as it is; a browser without highlights of its own marks nothing. */
export function markFoundWords(): void {
  const words = new URLSearchParams(location.search).get('find') ?? ''
  if (words === '' || typeof Highlight === 'undefined') return
  const section = location.hash.slice(1)
  const passages = [...document.querySelectorAll<HTMLElement>('[data-section]')].filter(
    ({ dataset }) => dataset.section === section,
  )
  const places = passages.length > 0 ? passages : [...document.querySelectorAll<HTMLElement>('main')]
  const ranges = places.flatMap((place) => rangesIn(place, words))
  CSS.highlights.set('found', new Highlight(...ranges))
}

function rangesIn(place: HTMLElement, words: string): Range[] {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const ranges: Range[] = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.parentElement?.closest('figure, .sim, script, style')) continue
    for (const { start, end } of matchesIn(node.textContent ?? '', words)) {
      const range = document.createRange()
      range.setStart(node, start)
      range.setEnd(node, end)
      ranges.push(range)
    }
  }
  return ranges
}
