/** The names that a task knows where it stands, and the memory behind them. */
import { END_OF_FILE, type Program, type VariableInfo } from '../../vm/program'
import { findArea } from '../memory/address-space'
import { contents, peek } from '../memory/peek'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import type { Scope, ScopeVariable } from '../state/scope'
import { backtrace, type CallFrame, lineAt } from './backtrace'
import { surroundingsOf } from './surroundings'
import { formatBits, formatValue } from './value'
import { isWritten } from './written'

/**
 * The scope of the innermost function of the learner's that a task is in. Reads the machine as it stands: it means nothing
 * any more once that goes on.
 * @returns null for a task that has ended or is not in a function of the learner's
 */
export function scopeOf(machine: Machine, index: number): Scope | null {
  const task = index < machine.state.tasks.length ? taskAt(machine, index) : null
  if (!task || task.state === 'zombie' || task.state === 'gone') return null
  if (machine.state.processes.get(task.pid)?.state !== 'alive') return null
  const frames = backtrace(machine, task)
  const depth = frames.findIndex(({ info }) => !info.isLibrary)
  const frame = frames[depth]
  if (!frame) return null
  const { program } = programOf(machine, task)
  const record = spaceOf(machine, task)
  const line = lineAt(programOf(machine, task), depth === 0 ? frame.pc : frame.pc - 1) & 0xf_ffff
  const read = (address: number, length: number) =>
    // What a stack holds beyond its touched pages is nothing that the program has written.
    findArea(record, address)?.kind === 'stack'
      ? peek(machine, record.space, address, length)
      : contents(machine, record, address, length)
  const around = surroundingsOf(machine, record, task.pid)
  return {
    types: program.types,
    find: (name) =>
      localOf(program, frame, task, line, name) ?? globalOf(program, task, frame.info.file, line, name),
    enumerator: (name) => enumeratorOf(program, name),
    read,
    format: (type, bytes, bit) =>
      bit
        ? formatBits(bytes, bit.offset, bit.width, type)
        : formatValue(program, type, bytes, { ...around, read }),
  }
}

function localOf(
  program: Program,
  { info, fp, pc }: CallFrame,
  task: Task,
  line: number,
  name: string,
): ScopeVariable | null {
  const known = info.locals.filter(
    (local) => local.name === name && (line === 0 || (line >= local.line && line <= local.lastLine)),
  )
  const local = innermost(known)
  return local ? placed(local, task, fp, isWritten(program, info, local, pc)) : null
}

/** A name may be that of a global and of static variables of functions: the block that the task is in comes first, and those
 *  of other functions are not known. Of globals with one name in several files the file's own is meant. */
function globalOf(
  program: Program,
  task: Task,
  file: number,
  line: number,
  name: string,
): ScopeVariable | null {
  const named = program.globals.filter((variable) => variable.name === name)
  const own = named.filter((variable) => variable.file === file)
  const around = own.filter(
    (variable) => variable.lastLine > variable.line && line >= variable.line && line <= variable.lastLine,
  )
  const isOfFile = ({ line, lastLine }: VariableInfo) => line === lastLine || lastLine === END_OF_FILE
  const variable = innermost(around) ?? own.find(isOfFile) ?? named.find(isOfFile)
  return variable ? placed(variable, task, 0, true) : null
}

/** The one that was declared last: its block lies within the others'. */
function innermost(variables: readonly VariableInfo[]): VariableInfo | undefined {
  return variables.reduce<VariableInfo | undefined>(
    (last, one) => (last && last.line > one.line ? last : one),
    undefined,
  )
}

function placed({ type, place }: VariableInfo, task: Task, fp: number, isWritten: boolean): ScopeVariable {
  if (place.in === 'memory') return { type, address: place.address, isWritten }
  return { type, address: (place.in === 'tls' ? task.tp : fp) + place.offset, isWritten }
}

function enumeratorOf(program: Program, name: string): number | null {
  for (const type of program.types) {
    const found = type.kind === 'integer' ? type.enumerators?.find((one) => one.name === name) : undefined
    if (found) return found.value
  }
  return null
}
