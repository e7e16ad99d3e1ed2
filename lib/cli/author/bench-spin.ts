/** SPIN's verifier on a model, where SPIN and gcc are installed. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const RUNS = 3

export type SpinFigures = { readonly states: number; readonly seconds: number }

export function hasSpin(): boolean {
  return spawnSync('spin', ['-V']).status === 0 && spawnSync('gcc', ['--version']).status === 0
}

/**
 * States that the verifier stores with its partial-order reduction, past the first error too, and the wall time of its
 * process, the least of several runs.
 */
export function verifyWithSpin(model: string): SpinFigures {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-spin-'))
  try {
    writeFileSync(path.join(folder, 'model.pml'), model)
    must(folder, 'spin', ['-a', 'model.pml'])
    must(folder, 'gcc', ['-O2', '-w', '-DSAFETY', '-o', 'pan', 'pan.c'])
    return Array.from({ length: RUNS }, () => verify(folder)).reduce((least, one) =>
      one.seconds < least.seconds ? one : least,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function verify(folder: string): SpinFigures {
  const start = performance.now()
  const said = must(folder, './pan', ['-c0', '-n', '-m100000', '-w20'])
  const seconds = (performance.now() - start) / 1000
  const states = Number(/(\d+) states, stored/.exec(said)?.[1])
  if (!Number.isFinite(states)) throw new Error(`the verifier says:\n${said}`)
  return { states, seconds }
}

function must(cwd: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${status}:\n${stdout}${stderr}`)
  return stdout
}
