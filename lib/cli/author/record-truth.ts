/**
 * `npm run record-truth [--all] [FOLDER or FILE.c …]`: compiles programs of lib/engine/testdata with gcc and writes what
 * they print beside them, for the tests to read. Without `--all`, only those that have no record yet. For a developer's
 * Linux machine: the record is kept, the tests need no gcc.
 */
import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const TESTDATA = 'lib/engine/testdata'
const GCC = ['-O0', '-std=gnu11', '-pthread', '-w']
/** What is recorded must come out the same each time. */
const RUNS = 3
const SIGNALS: Readonly<Record<string, number>> = {
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
}

/** Who runs the simulated machine's programs; root, whom permissions do not bind, runs the real ones as the same user. */
const USER = 1000
const asUser = process.getuid?.() === 0 ? { uid: USER, gid: USER } : {}

/** What the simulated machine gives its programs. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/home/user',
  USER: 'user',
  LANG: 'C.UTF-8',
} as unknown as NodeJS.ProcessEnv

type Truth = { readonly stdin: string | null; readonly stdout: string; readonly status: number }

/** @returns the exit status: 1 if a program does not compile or does not always do the same. */
export function main(args: readonly string[]): number {
  const all = args.includes('--all')
  const places = args.filter((arg) => arg !== '--all')
  const sources = (places.length > 0 ? places : [TESTDATA]).flatMap(sourcesIn)
  const wanted = sources.filter((source) => all || !existsSync(recordOf(source)))
  const failed = wanted.filter((source) => !recordTruth(source))
  console.log(
    `${wanted.length - failed.length} recorded, ${failed.length} failed, ${sources.length - wanted.length} kept`,
  )
  return failed.length > 0 ? 1 : 0
}

function sourcesIn(place: string): string[] {
  if (statSync(place).isFile()) return [place]
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.c') && !name.split(path.sep).includes('nondet'))
    .map((name) => path.join(place, name))
    .sort()
}

const recordOf = (source: string): string => source.replace(/\.c$/, '.json')

function recordTruth(source: string): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'truth-'))
  try {
    const binary = path.join(folder, 'main')
    // in its folder, since `assert` prints the name that gcc was given
    const options = { cwd: path.dirname(source), encoding: 'utf8' } as const
    const built = spawnSync('gcc', [...GCC, path.basename(source), '-o', binary, '-lm'], options)
    if (built.status !== 0) return complain(source, built.error?.message ?? built.stderr)
    if (asUser.uid !== undefined) for (const name of [folder, binary]) chownSync(name, USER, USER)
    const stdin = knownStdin(source)
    const truths = Array.from({ length: RUNS }, () => runOnce(folder, stdin))
    const [first] = truths
    if (!first) return complain(source, 'it did not end within 20 seconds')
    if (truths.some((truth) => truth?.stdout !== first.stdout || truth?.status !== first.status))
      return complain(source, 'it does not print the same each time')
    writeFileSync(recordOf(source), `${JSON.stringify(first, null, 1)}\n`)
    return true
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function complain(source: string, why: string): false {
  console.error(`${source}: ${why}`)
  return false
}

/** Standard input of a program: NAME.in beside it, or what an earlier record says. */
function knownStdin(source: string): string | null {
  const input = source.replace(/\.c$/, '.in')
  if (existsSync(input)) return readFileSync(input, 'utf8')
  const record = recordOf(source)
  return existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Truth).stdin : null
}

function runOnce(folder: string, stdin: string | null): Truth | null {
  const ran = spawnSync(path.join(folder, 'main'), [], {
    ...asUser,
    argv0: './main',
    cwd: folder,
    env: ENVIRONMENT,
    stdio: [stdin === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: 20_000,
    ...(stdin === null ? {} : { input: stdin }),
  })
  if (ran.error) return null
  const status = ran.signal ? 128 + (SIGNALS[ran.signal] ?? 0) : (ran.status ?? 0)
  return { stdin, stdout: ran.stdout, status }
}
