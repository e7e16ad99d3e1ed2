/** `npm run -s sim -- bench`: what the engine costs, and an answer, each figure beside a reference measured in the same call. */
import { cpus } from 'node:os'
import { answerFigures } from './bench-answer'
import { BUNDLE_GOAL, type BundleSizes, bundleSizes, type Sizes } from './bench-bundle'
import { classFigures } from './bench-class'
import { compileFigures } from './bench-compile'
import { exploreFigures } from './bench-explore'
import { floodFigures } from './bench-flood'
import { historyFigures } from './bench-history'
import { seekFigures, snapshotFigures } from './bench-machine'
import { pageFigures } from './bench-page'
import { hasGcc, measureSpeed, type Speed } from './bench-speed'
import { SPEED_CASES } from './speed-case'

const PARTS = [
  'speed',
  'snapshot',
  'seek',
  'compile',
  'bundle',
  'answer',
  'flood',
  'history',
  'explore',
  'class',
  'page',
] as const
type Part = (typeof PARTS)[number]

/** Prints the parts named in `argv`, or all of them. Returns the exit status: 2 when there is no such part. */
export async function main(argv: string[]): Promise<number> {
  const unknown = argv.find((name) => !(PARTS as readonly string[]).includes(name))
  if (unknown !== undefined) {
    process.stderr.write(`sim bench: there is no part ${unknown}; there are ${PARTS.join(', ')}\n`)
    return 2
  }
  const chosen = new Set<Part>(argv.length === 0 ? PARTS : (argv as Part[]))
  print(
    `machine   Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`,
  )
  print('times are user processor time, the least of several runs; a ratio below its goal is good')
  if (chosen.has('speed')) for (const speed of SPEED_CASES) printSpeed(measureSpeed(speed))
  if (chosen.has('snapshot')) for (const line of snapshotFigures()) print(line)
  if (chosen.has('seek')) for (const line of seekFigures()) print(line)
  if (chosen.has('compile')) for (const line of compileFigures()) print(line)
  if (chosen.has('bundle')) printBundle(await bundleSizes())
  if (chosen.has('answer')) for (const line of await answerFigures()) print(line)
  if (chosen.has('flood')) for (const line of await floodFigures()) print(line)
  if (chosen.has('history')) for (const line of await historyFigures()) print(line)
  if (chosen.has('class')) for (const line of await classFigures()) print(line)
  if (chosen.has('page')) for (const line of await pageFigures()) print(line)
  if (chosen.has('explore')) for (const line of exploreFigures()) print(line)
  return 0
}

function printSpeed(speed: Speed): void {
  const { name, goal, unit, engine, interpreter, native, jscpp } = speed
  const parts = [`${name.padEnd(12)}${figure(engine)} ns/${unit}`, `interpreter ${figure(interpreter)}`]
  if (native !== null) {
    const ratio = engine / native
    parts.push(
      `gcc -O0 ${figure(native)}  ratio ${ratio.toFixed(2)} (goal ${goal}${ratio <= goal ? '' : ', missed'})`,
    )
  } else if (!hasGcc()) parts.push('gcc is not here')
  if (jscpp !== null)
    parts.push(`JSCPP ${figure(jscpp)}  ${Math.round(jscpp / engine).toLocaleString('en')} times slower`)
  print(parts.join('  '))
}

function figure(ns: number): string {
  return ns >= 1000 ? Math.round(ns).toLocaleString('en') : ns.toFixed(2)
}

function printBundle({ first, all, explorer, explorerInFirst, parts }: BundleSizes): void {
  const kilo = (bytes: number) => (bytes / 1000).toFixed(1)
  const verdict = (bytes: number) => (bytes <= BUNDLE_GOAL ? '' : ', missed')
  const line = (name: string, { raw, gzip, brotli }: Sizes) =>
    `${name}: gzip, as the server sends it, ${kilo(gzip)} KB${verdict(gzip)}; brotli ${kilo(brotli)} KB${verdict(brotli)}; minified ${kilo(raw)} KB`
  print(`bundle      the worker (goal ${kilo(BUNDLE_GOAL)} KB)`)
  print(`            ${line('what every run loads', first)}`)
  print(`            ${line('with what few programs need', all)}`)
  print(
    `            ${line('when all orders are asked for, besides', explorer)}; of it in what every run loads: ${kilo(explorerInFirst)} KB`,
  )
  const named = Object.entries(parts).map(([name, bytes]) => `${name} ${kilo(bytes)}`)
  print(`            of the latter: ${named.join(', ')}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
