/** `npm run -s sim -- explore FILE.c --json`: all that a program can do, as JSON on one line. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { boot, compile, explore, formatGcc, type MemoryModel, type Wakes } from '@/lib/engine'

const USAGE =
  'usage: sim explore FILE.c --json [--stdin FILE] [--max-executions N] [--max-steps N] [--memory-model sc|tso | --tso] [--spurious] [--any-time | --when-idle] [-- ARG...]'
const STATES = 500_000
const STEPS = 400_000_000

/** @returns the exit status: 0 when the search ran, complete or not; 1 when there is no program; 2 for a wrong call */
export async function main(argv: string[]): Promise<number> {
  const request = readRequest(argv)
  if (typeof request === 'string') {
    process.stderr.write(`sim: ${request}\n`)
    return 2
  }
  const { file, stdin, states, steps, memoryModel, wakes, spurious, args } = request
  const text = readFileSync(file, 'utf8')
  const { program, diagnostics } = compile([{ name: path.basename(file), text }])
  for (const diagnostic of diagnostics) process.stderr.write(`${formatGcc(diagnostic)}\n`)
  if (!program) return 1
  const began = performance.now()
  const config = { stdin, arguments: [`./${path.basename(file, '.c')}`, ...args] }
  const run = explore(
    (asked, memory) => boot(program, { ...config, ...asked }, undefined, {}, memory),
    { states, work: steps },
    { memoryModel, wakes, spurious },
  )
  while (!run.advance(1000));
  const { cut, executions, endless, ...found } = run.result()
  const seconds = (performance.now() - began) / 1000
  // `traces` is what the executions are called where the figures of others are recorded.
  const said = {
    ...found,
    cut: cut && (BOUNDS[cut] ?? cut),
    executions,
    traces: executions,
  }
  process.stdout.write(
    `${JSON.stringify({ ...said, ...(endless && { endless: endless.schedule }), seconds })}\n`,
  )
  return 0
}

/** The options that set the bounds. */
const BOUNDS: Readonly<Record<string, string>> = { states: 'max-executions', work: 'max-steps' }

type Request = {
  readonly file: string
  readonly stdin: string | null
  readonly states: number
  readonly steps: number
  readonly memoryModel: MemoryModel
  readonly wakes: Wakes
  readonly spurious: boolean
  readonly args: readonly string[]
}

/** The request, or what is wrong with the call. */
function readRequest(argv: string[]): Request | string {
  try {
    const end = argv.indexOf('--')
    const { values, positionals } = parseArgs({
      args: end < 0 ? argv : argv.slice(0, end),
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        stdin: { type: 'string' },
        'max-executions': { type: 'string' },
        'max-steps': { type: 'string' },
        'memory-model': { type: 'string' },
        tso: { type: 'boolean', default: false },
        spurious: { type: 'boolean', default: false },
        'any-time': { type: 'boolean', default: false },
        'when-idle': { type: 'boolean', default: false },
      },
    })
    const folder = process.env.INIT_CWD ?? process.cwd()
    const [name] = positionals
    if (!name || positionals.length > 1 || !values.json) return USAGE
    const file = path.resolve(folder, name)
    if (!existsSync(file)) return `there is no file ${name}`
    const memoryModel = values['memory-model'] ?? (values.tso ? 'tso' : 'sc')
    if (memoryModel !== 'sc' && memoryModel !== 'tso') return `there is no memory model ${memoryModel}`
    const stdin = values.stdin === undefined ? null : readFileSync(path.resolve(folder, values.stdin), 'utf8')
    return {
      file,
      stdin,
      states: numberOf(values['max-executions'], STATES),
      steps: numberOf(values['max-steps'], STEPS),
      memoryModel,
      spurious: values.spurious,
      wakes: values['any-time'] ? 'any time' : values['when-idle'] ? 'when idle' : 'in order',
      args: end < 0 ? [] : argv.slice(end + 1),
    }
  } catch (error) {
    return `${(error as Error).message}\n${USAGE}`
  }
}

function numberOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`${text} is no count`)
  return number
}
