import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Took, tookInVitest } from './took'

/** How a stage went. A check without parts counts as one. */
export interface Count {
  readonly passed: number
  readonly failed: number
  /** What its files took, where the tool says so. */
  readonly took?: readonly Took[]
}

/** Runs a command in Node to its end. @returns its exit code */
export type RunTool = (
  args: readonly string[],
  variables?: Readonly<Record<string, string>>,
) => Promise<number>

/** What a terminal, a supervisor or a person ends a command with. */
export const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** What a tool that is told to end may take to end what it started, ms. */
const GRACE_MS = 20_000

/**
 * @param output where the tool's words go: a file descriptor, or the terminal itself
 * @param deadline `performance.now()` at which a tool that still runs is ended
 */
export function toolRunner(output: number | 'inherit', deadline: number): RunTool {
  return async (args, variables = {}) => {
    const child = spawn(process.execPath, args, {
      stdio: [output === 'inherit' ? 'inherit' : 'ignore', output, output],
      env: { ...process.env, ...variables },
    })
    // Told to end, we end the tool, and then what was started for it.
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    for (const signal of ENDING) process.on(signal, pass)
    const over = setTimeout(() => end(child), Math.max(0, deadline - performance.now()))
    const [status] = await once(child, 'exit')
    clearTimeout(over)
    for (const signal of ENDING) process.off(signal, pass)
    return status ?? 1
  }
}

function end(child: { kill(signal: NodeJS.Signals): boolean }): void {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
}

/** Runs commands one after the other; each is one check. */
export async function checks(run: RunTool, commands: readonly (readonly string[])[]): Promise<Count> {
  let failed = 0
  for (const command of commands) if ((await run(command)) !== 0) failed++
  return { passed: commands.length - failed, failed }
}

/** Runs vitest on some of the projects of lib/vitest.config.ts, with its own arguments after them. */
export async function vitest(
  run: RunTool,
  projects: readonly string[],
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Count> {
  const report = reportFile('vitest', projects[0])
  const status = await run(
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'lib/vitest.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...projects.flatMap((project) => ['--project', project]),
      ...args,
    ],
    variables,
  )
  const found = readReport(report) as
    | ({ numPassedTests: number; numFailedTests: number } & Parameters<typeof tookInVitest>[0])
    | null
  if (!found) return counted(status, 0, 0)
  return { ...counted(status, found.numPassedTests, found.numFailedTests), took: tookInVitest(found) }
}

/** A name that no other tool of this run, and no other run, writes its report to. */
export function reportFile(tool: string, part = ''): string {
  return path.resolve('.cache', `${tool}-${part}-${process.pid}.json`)
}

/** Reads what a tool reported, once. @returns null when it came to no report */
export function readReport(file: string): unknown {
  mkdirSync('.cache', { recursive: true })
  if (!existsSync(file)) return null
  const report = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  return report
}

/** A tool may fail without a failing test: a file that does not load, an error after the last test, no test at all. */
export function counted(status: number, passed: number, failed: number): Count {
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed }
}
