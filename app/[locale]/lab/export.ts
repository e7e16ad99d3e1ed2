import type { Reader } from '@/app/_widgets/simulator'
import { documentOf, type Picture, pictureOf } from './picture'
import { attributes } from './picture-colour'

/** Steps of an animation at most, and characters of the file. */
export const MOST_FRAMES = 60
const MOST_CHARACTERS = 12_000_000
/** How long each is shown, ms. */
const PACE = 900

/** The run that is shown, as it is now: every call gives the newest. */
export type Running = { readonly reader: () => Reader | null; readonly figure: () => HTMLElement | null }

/** The figures that are seen, each with its name; the first is all of them with what is told. */
export function seenFigures(figure: HTMLElement): Element[][] {
  const parts = [...figure.querySelectorAll('.sim-body > *')].filter(isSeen)
  const told = [...figure.querySelectorAll('.sim-output, .sim-say')].filter(isSeen)
  return [[...parts, ...told], ...parts.map((part) => [part])]
}

function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0
}

/** What is seen of the run as a document of SVG. @param which of `seenFigures` */
export function svgOf(running: Running, which: number): string | null {
  const picture = now(running, which)
  return picture && documentOf(picture)
}

function now({ figure }: Running, which: number): Picture | null {
  const element = figure()
  const elements = element && seenFigures(element)[which]
  return element && elements && elements.length > 0 ? pictureOf(elements, element) : null
}

/** The same in pixels, two for each of the page. */
export async function pngOf(running: Running, which: number): Promise<Blob | null> {
  const picture = now(running, which)
  if (!picture) return null
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(documentOf(picture))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * 2
  canvas.height = picture.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done) => canvas.toBlob(done, 'image/png'))
}

/** The steps from where the reader is as one document that plays by itself, again and again. Takes the figure through them,
 *  and back.
 *  @param onStep told of each that is done */
export async function animationOf(
  running: Running,
  which: number,
  onStep: (done: number, of: number) => void,
): Promise<string | null> {
  const reader = running.reader()
  if (!reader) return null
  const from = reader.position
  const count = Math.min(MOST_FRAMES, reader.shape.length - from + 1)
  const frames: Picture[] = []
  let characters = 0
  try {
    for (let i = 0; i < count && characters < MOST_CHARACTERS; i++) {
      if (!(await goTo(running, from + i))) return null
      const picture = now(running, which)
      if (!picture) return null
      frames.push(picture)
      characters += picture.body.length
      onStep(i + 1, count)
    }
  } finally {
    running.reader()?.go(from)
  }
  return played(frames)
}

function played(frames: readonly Picture[]): string {
  const n = frames.length
  const groups = frames.map(({ body }, i) => {
    const before = i === 0 ? [] : [['none', 0] as const]
    const after = i === n - 1 ? [] : [['none', (i + 1) / n] as const]
    const values = [...before, ['inline', i / n] as const, ...after]
    const animate = {
      attributeName: 'display',
      values: values.map(([value]) => value).join(';'),
      keyTimes: values.map(([, time]) => time).join(';'),
      calcMode: 'discrete',
      dur: `${(n * PACE) / 1000}s`,
      repeatCount: 'indefinite',
    }
    // Where nothing is played the first is seen.
    return `<g${attributes({ display: i === 0 ? null : 'none' })}>${n > 1 ? `<animate${attributes(animate)}/>` : ''}${body}</g>`
  })
  return documentOf({
    width: Math.max(...frames.map(({ width }) => width)),
    height: Math.max(...frames.map(({ height }) => height)),
    body: groups.join(''),
  })
}

/** Waits for a picture: ms. */
const PATIENCE = 15_000

/** @returns false where the picture does not come */
async function goTo(running: Running, position: number): Promise<boolean> {
  running.reader()?.go(position)
  const until = performance.now() + PATIENCE
  while (performance.now() < until) {
    await new Promise((next) => requestAnimationFrame(next))
    const reader = running.reader()
    if (!reader) return false
    const isThere = reader.position === position && reader.frame.position === position
    if (isThere && running.figure()?.dataset.busy === 'false') return true
  }
  return false
}

/** Every step of the run, as it has been steered, as lines of JSON: `traceLines`. */
export function traceOf({ reader }: Running): Promise<string | null> {
  return new Promise((done) => {
    const now = reader()
    if (!now) return done(null)
    now.inquire({ kind: 'trace' }, (reply) => done('trace' in reply ? reply.trace : null))
  })
}
