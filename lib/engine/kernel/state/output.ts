/** What the program wrote to its standard output and standard error. */
import { edit } from './edit'
import type { Machine, Task } from './machine'
import type { OutputNode } from './run-state'

/** Appends; bytes past the budget end the run. */
export function appendOutput(machine: Machine, task: Task, stream: number, bytes: Uint8Array): void {
  const { state } = machine
  const room = machine.config.limits.output - state.outputBytes
  const kept = bytes.length > room ? bytes.slice(0, room) : bytes
  if (kept.length > 0) {
    const total = state.outputBytes + kept.length
    const draft = edit(machine, state)
    draft.output = { before: state.output, task: task.index, fd: stream, bytes: kept, total }
    draft.outputBytes = total
  }
  if (kept.length === bytes.length) return
  machine.events?.push({ kind: 'limit', limit: 'output' })
  edit(machine, state).ended ??= { reason: 'output', status: 124 }
}

/** Pieces of output after the first `from` bytes, oldest first. */
export function outputSince(node: OutputNode | null, from: number): OutputNode[] {
  const found: OutputNode[] = []
  for (let at = node; at && at.total > from; at = at.before) found.push(at)
  return found.reverse()
}

/** Everything written to one stream. */
export function collectOutput(node: OutputNode | null, stream: number): Uint8Array {
  const pieces = outputSince(node, 0).filter((piece) => piece.fd === stream)
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece.bytes, at)
    at += piece.bytes.length
  }
  return bytes
}
