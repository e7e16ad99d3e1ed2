/**
 * `node lib/cli/run.mjs record-verdicts [FILE.c …]`: what gcc says about each small program of
 * lib/engine/testdata/verdict/programs.json: that it is an error, a warning or nothing. Programs of the files that are
 * named, one a line, are added. For a developer's Linux machine: the record is kept, the tests need no gcc.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const RECORD = 'lib/engine/testdata/verdict/programs.json'
const GCC = ['-O0', '-std=gnu11', '-pthread', '-c', '-x', 'c', '-', '-o', '/dev/null']

type Verdict = {
  readonly source: string
  readonly verdict: 'error' | 'warning' | 'accepted'
  /** Of the first error, or else of the first warning. */
  readonly line?: number
  readonly message?: string
}

export function main(files: readonly string[]): number {
  const known = (JSON.parse(readFileSync(RECORD, 'utf8')) as Verdict[]).map(({ source }) => source)
  const added = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  )
  const verdicts = [...new Set([...known, ...added])].map(judge)
  writeFileSync(RECORD, `[\n${verdicts.map((verdict) => JSON.stringify(verdict)).join(',\n')}\n]\n`)
  console.log(`${verdicts.length} programs judged`)
  return 0
}

function judge(source: string): Verdict {
  const env = { ...process.env, LC_ALL: 'C' }
  const { status, stderr } = spawnSync('gcc', GCC, { input: source, encoding: 'utf8', env })
  const said = [...stderr.matchAll(/^<stdin>:(\d+):(?:\d+:)? (?:fatal )?(error|warning): (.*)$/gm)]
  const verdict =
    status !== 0 ? 'error' : said.some(([, , kind]) => kind === 'warning') ? 'warning' : 'accepted'
  const first = said.find(([, , kind]) => kind === verdict)
  return { source, verdict, ...(first ? { line: Number(first[1]), message: first[3] as string } : {}) }
}
