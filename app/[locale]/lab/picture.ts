import { attributes, escaped, plainColour, tenth } from './picture-colour'
import { copyOf } from './picture-svg'

/** A drawing without what is around it: what stands between `<svg>` and `</svg>`. */
export type Picture = { readonly width: number; readonly height: number; readonly body: string }

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
type Pen = { readonly origin: { readonly x: number; readonly y: number }; readonly parts: string[] }

/** What is seen of some elements of the page, as rectangles and words of SVG: every colour and place is written into it, and
 *  nothing else is needed to show it. Letters keep their width, whatever fonts there are where it is shown.
 *  @param elements one below or beside the other; what is scrolled out of them is left out
 *  @param ground what they stand on: the first ground below it that covers what is under it is theirs */
export function pictureOf(elements: readonly Element[], ground: Element): Picture {
  const boxes = elements.map((element) => element.getBoundingClientRect())
  const origin = {
    x: Math.min(...boxes.map(({ left }) => left)),
    y: Math.min(...boxes.map(({ top }) => top)),
  }
  const width = Math.ceil(Math.max(...boxes.map(({ right }) => right)) - origin.x)
  const height = Math.ceil(Math.max(...boxes.map(({ bottom }) => bottom)) - origin.y)
  const fill = groundOf(ground)
  const pen: Pen = { origin, parts: [`<rect${attributes({ width, height, fill })}/>`] }
  for (const [i, element] of elements.entries()) paint(pen, element, boxes[i] as DOMRect)
  return { width, height, body: pen.parts.join('') }
}

/** The colour on which an element stands. */
function groundOf(element: Element | null): string {
  for (let at = element; at; at = at.parentElement) {
    const colour = plainColour(getComputedStyle(at).backgroundColor)
    if (colour?.startsWith('rgb(')) return colour
  }
  return 'white'
}

/** A whole document of a picture. */
export function documentOf({ width, height, body }: Picture): string {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` }
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes(size)}>${body}</svg>`
}

function paint(pen: Pen, element: Element, seen: Box): void {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden' || element.matches('.visually-hidden')) return
  const box = element.getBoundingClientRect()
  if (element instanceof SVGSVGElement) {
    if (box.top < seen.bottom && box.bottom > seen.top && box.width > 0)
      pen.parts.push(copyOf(element, pen.origin))
    return
  }
  const shown = cut(box, seen)
  if (style.display !== 'contents' && shown) paintBox(pen, style, shown)
  const inner = style.overflow === 'visible' ? seen : shown
  if (!inner) return
  for (const node of element.childNodes) {
    if (node instanceof Element) paint(pen, node, inner)
    else if (node.nodeType === Node.TEXT_NODE) paintText(pen, node as Text, style, inner)
  }
}

/** What two boxes have in common. */
function cut(a: Box, b: Box): Box | null {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const right = Math.min(a.right, b.right)
  const bottom = Math.min(a.bottom, b.bottom)
  return left < right && top < bottom ? { left, top, right, bottom } : null
}

/** A stripe at the left edge of a box, as a browser says it: the colour, and how wide it is. */
const EDGE = /^(.+?) ([\d.]+)px 0px 0px 0px inset$/

function paintBox({ origin, parts }: Pen, style: CSSStyleDeclaration, box: Box): void {
  const [x, y] = [tenth(box.left - origin.x), tenth(box.top - origin.y)]
  const [width, height] = [tenth(box.right - box.left), tenth(box.bottom - box.top)]
  const fill = plainColour(style.backgroundColor)
  const rx = Number.parseFloat(style.borderTopLeftRadius) || null
  if (fill) parts.push(`<rect${attributes({ x, y, width, height, rx, fill })}/>`)
  const edge = EDGE.exec(style.boxShadow)
  const edgeFill = edge && plainColour(edge[1] ?? '')
  if (edgeFill) parts.push(`<rect${attributes({ x, y, width: Number(edge[2]), height, fill: edgeFill })}/>`)
  const line = (
    side: 'top' | 'right' | 'bottom' | 'left',
    x1: number,
    y1: number,
    x2: number,
    y2: number,
  ) => {
    const thick = Number.parseFloat(style.getPropertyValue(`border-${side}-width`))
    const stroke = plainColour(style.getPropertyValue(`border-${side}-color`))
    const kind = style.getPropertyValue(`border-${side}-style`)
    if (!(thick > 0) || !stroke || kind === 'none' || kind === 'hidden') return
    const dashed = kind === 'dashed' || kind === 'dotted' ? '4 3' : null
    const of = { x1, y1, x2, y2, stroke, 'stroke-width': thick, 'stroke-dasharray': dashed }
    parts.push(`<line${attributes(of)}/>`)
  }
  line('top', x, y, x + width, y)
  line('right', x + width, y, x + width, y + height)
  line('bottom', x, y + height, x + width, y + height)
  line('left', x, y, x, y + height)
}

function paintText({ origin, parts }: Pen, node: Text, style: CSSStyleDeclaration, seen: Box): void {
  const fill = plainColour(style.color)
  if (!fill || node.data.trim() === '') return
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  for (const { text, box } of linesOf(node)) {
    const middle = (box.top + box.bottom) / 2
    if (middle < seen.top || middle > seen.bottom || box.right <= seen.left || box.left >= seen.right)
      continue
    const of = {
      x: tenth(box.left - origin.x),
      y: tenth(box.top - origin.y + box.height * ascentOf(font)),
      fill,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      'font-weight': style.fontWeight === '400' ? null : style.fontWeight,
      textLength: tenth(box.width),
      lengthAdjust: 'spacingAndGlyphs',
      'xml:space': 'preserve',
    }
    parts.push(`<text${attributes(of)}>${escaped(text)}</text>`)
  }
}

/** The lines that a text is broken into. */
function linesOf(node: Text): { readonly text: string; readonly box: DOMRect }[] {
  const range = document.createRange()
  const lines: { from: number; to: number; top: number }[] = []
  // Most texts are one line: letter by letter only the others are looked at.
  range.selectNodeContents(node)
  const whole = [...range.getClientRects()].filter(({ width }) => width > 0)
  if (whole.length <= 1) return whole.map((box) => ({ text: seenText(node.data), box }))
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    const box = range.getClientRects()[0]
    if (!box || box.width === 0) continue
    const line = lines.at(-1)
    if (line && Math.abs(line.top - box.top) < box.height / 2) line.to = at + 1
    else lines.push({ from: at, to: at + 1, top: box.top })
  }
  return lines.map(({ from, to }) => {
    range.setStart(node, from)
    range.setEnd(node, to)
    return { text: seenText(node.data.slice(from, to)), box: range.getBoundingClientRect() }
  })
}

const seenText = (text: string) => text.replace(/[\n\t]/g, ' ')

const ascents = new Map<string, number>()
let measure: CanvasRenderingContext2D | null = null

/** The share of a line that is above its baseline. */
function ascentOf(font: string): number {
  const known = ascents.get(font)
  if (known !== undefined) return known
  measure ??= document.createElement('canvas').getContext('2d')
  if (measure) measure.font = font
  const { fontBoundingBoxAscent: up = 0.8, fontBoundingBoxDescent: down = 0.2 } =
    measure?.measureText('x') ?? {}
  const share = up / (up + down)
  ascents.set(font, share)
  return share
}
