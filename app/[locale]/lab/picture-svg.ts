import { attributes, escaped, plainColour, tenth } from './picture-colour'

/** What style sheets may say of an element of SVG, and a copy has to say itself. */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap'],
  // A word with a seam around it is drawn seam first.
  ...['paint-order', 'stroke-opacity'],
  ...['stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'],
  ...['dominant-baseline', 'visibility', 'marker-start', 'marker-end', 'transform-origin'],
]
/** Of an element's own attributes these mean nothing outside the page. */
const OWN = /^(?:class|style|role|tabindex|id|xmlns|on.*|aria-.*|data-.*)$/

/** A copy of a drawing, with its styles written into it.
 *  @param origin of the picture that it becomes a part of, in the window */
export function copyOf(drawing: SVGSVGElement, origin: { readonly x: number; readonly y: number }): string {
  const { x, y, width, height } = drawing.getBoundingClientRect()
  const view = drawing.getAttribute('viewBox') ?? `0 0 ${width} ${height}`
  const [left, top] = [tenth(x - origin.x), tenth(y - origin.y)]
  const place = { x: left, y: top, width: tenth(width), height: tenth(height), viewBox: view }
  const style = stylesOf(drawing, null)
  return `<svg${attributes(place)}${style}>${insides(drawing)}</svg>`
}

function insides(parent: Element): string {
  return [...parent.childNodes]
    .map((node) => {
      if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? '')
      return node instanceof SVGElement ? elementOf(node, parent) : ''
    })
    .join('')
}

function elementOf(element: SVGElement, parent: Element): string {
  const style = getComputedStyle(element)
  if (style.display === 'none' && !['defs', 'marker', 'pattern'].includes(element.tagName)) return ''
  const own = [...element.attributes].filter(
    ({ name }) => name === 'id' || (!OWN.test(name) && !STYLES.includes(name)),
  )
  const kept = attributes(Object.fromEntries(own.map(({ name, value }) => [name, value])))
  const name = element.tagName
  const width = attributes(widthOf(element))
  return `<${name}${kept}${width}${stylesOf(element, parent)}>${insides(element)}</${name}>`
}

/** A line of words keeps its width, whatever fonts there are where it is shown. */
function widthOf(element: SVGElement): Record<string, string | number> {
  if (!(element instanceof SVGTextElement) || element.querySelector('[x], [y], [dy]')) return {}
  const width = element.getComputedTextLength()
  return width > 0 ? { textLength: tenth(width), lengthAdjust: 'spacingAndGlyphs' } : {}
}

/** What differs from the element around it. */
function stylesOf(element: Element, parent: Element | null): string {
  const style = getComputedStyle(element)
  const around = parent && getComputedStyle(parent)
  const said = STYLES.flatMap((name): [string, string][] => {
    const value = style.getPropertyValue(name)
    const isInherited = !['opacity', 'transform-origin'].includes(name)
    if (isInherited && around?.getPropertyValue(name) === value) return []
    if (!isInherited && (value === '1' || name === 'transform-origin')) return []
    if (name === 'fill' || name === 'stroke') return [[name, paintOf(value)]]
    return value === '' ? [] : [[name, value]]
  })
  return attributes(Object.fromEntries(said))
}

/** A reference to a pattern of the page is one to the same of the picture. */
function paintOf(value: string): string {
  if (value === 'none' || value.startsWith('url(')) return value.replaceAll('"', "'")
  return plainColour(value) ?? 'none'
}
