/** Colours as every program that reads SVG knows them: the page's own are in spaces that few do. */
const known = new Map<string, string>()
let pen: CanvasRenderingContext2D | null = null

/** @returns `rgb(…)` or `rgba(…)`; null for a colour that is not seen */
export function plainColour(colour: string): string | null {
  const found = known.get(colour)
  if (found !== undefined) return found || null
  pen ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })
  if (!pen) return colour
  pen.clearRect(0, 0, 1, 1)
  pen.fillStyle = 'rgba(0, 0, 0, 0)'
  pen.fillStyle = colour
  pen.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data
  const share = Math.round((alpha / 255) * 100) / 100
  const plain = alpha === 0 ? '' : alpha === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${share})`
  known.set(colour, plain)
  return plain || null
}

/** Attributes of an element of SVG; null ones are left out. */
export function attributes(of: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(of)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join('')
}

export function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(NO_XML, '')
}

/** Characters that XML 1.0 has no place for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these it is
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A length with a tenth of a pixel. */
export function tenth(n: number): number {
  return Math.round(n * 10) / 10
}
