/** The frames of a task, from its registers and its memory. */
import { CODE_BASE } from '../../vm/abi'
import type { FunctionInfo, Program } from '../../vm/program'
import { functionAt } from '../memory/first-frame'
import { peek } from '../memory/peek'
import { getI64 } from '../memory/user-memory'
import { contextAt } from '../signal/signal-frame'
import { type LoadedEntry, type Machine, programOf, spaceOf, type Task } from '../state/machine'

export type CallFrame = {
  /** Instruction that runs next in this frame. */
  readonly pc: number
  readonly fp: number
  readonly info: FunctionInfo
}

/** Innermost first; at most `limit`. Ends quietly where the stack makes no sense. */
export function backtrace(machine: Machine, task: Task, limit = 64): CallFrame[] {
  const { program } = programOf(machine, task)
  const { space } = spaceOf(machine, task)
  const frames: CallFrame[] = []
  let { pc, fp } = task
  while (frames.length < limit) {
    const info = functionAt(program.functions, pc)
    if (!info) break
    if (info.start === program.signalReturn) {
      const context = contextAt(machine, task, fp)
      if (!context) break
      pc = context.pc
      fp = context.fp
      continue
    }
    frames.push({ pc, fp, info })
    const link = peek(machine, space, fp, 16)
    if (!link) break
    const returnTo = getI64(link, 8)
    const next = getI64(link, 0)
    if (returnTo === 0 || next <= fp) break
    pc = (returnTo - CODE_BASE) / 16
    fp = next
  }
  return frames
}

/** `file << 20 | line` of an instruction of the learner's code, 0 for the library's. */
export function lineAt(entry: LoadedEntry, pc: number): number {
  return entry.loaded.lines[pc] ?? 0
}

/** Whether a task executes the program that was booted, whose source the learner sees; not one that came by exec. */
export function isInBooted(machine: Machine, task: Task): boolean {
  return spaceOf(machine, task).program === 0
}

/** Where a task stands in the source: its own line, or its caller's while it is inside the library. In a program that
 *  came by exec it stands nowhere: the line numbers of that one's source would be taken for those of the booted one's. */
export function sourcePosition(
  machine: Machine,
  task: Task,
): { file: number; line: number; isLibrary: boolean } {
  if (!isInBooted(machine, task)) return { file: -1, line: 0, isLibrary: true }
  const entry = programOf(machine, task)
  const own = lineAt(entry, task.pc)
  if (own !== 0) return { file: own >> 20, line: own & 0xf_ffff, isLibrary: false }
  for (const [depth, frame] of backtrace(machine, task).entries()) {
    if (frame.info.isLibrary) continue
    // A return address is the instruction after the call, which may belong to the next line.
    const line = lineAt(entry, depth === 0 ? frame.pc : frame.pc - 1) || firstLine(entry.program, frame.info)
    if (line !== 0) return { file: line >> 20, line: line & 0xf_ffff, isLibrary: depth > 0 }
  }
  return { file: -1, line: 0, isLibrary: true }
}

function firstLine(_program: Program, info: FunctionInfo): number {
  for (let i = 1; i < info.lines.length; i += 2) {
    const line = info.lines[i] ?? 0
    if (line > 0) return (info.file << 20) | line
  }
  return 0
}
