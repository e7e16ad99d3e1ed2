import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'

let tokens: string | null = null

/** The light colour of a token of tokens.css as `rgb(…)`, for what is drawn where no style sheet reaches.
 *  @throws Error for a token that is no colour of the file */
export function lightColour(token: string): string {
  tokens ??= readFileSync(path.join(process.cwd(), 'app/tokens.css'), 'utf8')
  const written = new RegExp(`--${token}: light-dark\\(oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(tokens)
  if (!written) throw new Error(`tokens.css has no colour --${token}`)
  const [, l = 0, c = 0, h = 0] = written.map(Number)
  return `rgb(${fromOklch(l, c, h).join(', ')})`
}

/** OKLCH to sRGB, each channel 0 to 255 (Ottosson, A perceptual color space for image processing, 2020). */
export function fromOklch(lightness: number, chroma: number, hue: number): number[] {
  const [a, b] = [Math.cos((hue * Math.PI) / 180) * chroma, Math.sin((hue * Math.PI) / 180) * chroma]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return linear.map((value) => {
    const shown = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055
    return Math.round(Math.min(1, Math.max(0, shown)) * 255)
  })
}
