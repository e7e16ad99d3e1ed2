import { taskLetter } from '@/lib/engine/task-letter'
import type { Registers } from '@/lib/player/kernel-path'
import { fill } from '../_ui/fill'
import type { KernelCell, KernelPicture } from './kernel-layout'
import type { Labels } from './label'
import { hex } from './task-panel'

export function isUser(cell: KernelCell): boolean {
  return cell.kind === 'user'
}

export function doorWord(cell: KernelCell, labels: Labels): string {
  if (cell.kind === 'call') return labels.syscall
  return cell.kind === 'fault' ? labels.fault : labels.timer
}

/** What a cell says: a title and a note. */
export function cellWords(cell: KernelCell, labels: Labels): { title: string; note: string } {
  switch (cell.kind) {
    case 'user': {
      const [first, last] = cell.lines ?? [0, 0]
      const title =
        first === 0
          ? ''
          : first === last
            ? fill(labels.line, { n: first })
            : fill(labels.lines, { from: Math.min(first, last), to: Math.max(first, last) })
      return {
        title,
        note: cell.ns === null ? '' : fill(labels.nanoseconds, { n: cell.ns.toLocaleString('en') }),
      }
    }
    case 'call':
      return { title: cell.name, note: cell.result === null ? labels.noReturn : `→ ${cell.result}` }
    case 'fault':
      return { title: labels.fault, note: cell.copied ? labels.pageCopied : labels.pageGiven }
    case 'save':
      return { title: fill(labels.saves, { task: taskLetter(cell.tasks[0]) }), note: labels.registers }
    case 'restore':
      return { title: fill(labels.restores, { task: taskLetter(cell.tasks[0]) }), note: labels.registers }
    case 'pick': {
      const to = taskLetter(cell.tasks[1])
      return {
        title: labels.picks,
        note: cell.from === null ? `→ ${to}` : `${taskLetter(cell.from)} → ${to}`,
      }
    }
  }
}

/** The registers that are named. */
export function registerWords({ rip, rsp, rbp, rax }: Registers): [string, string, string, string] {
  return [`RIP ${hex(rip)}`, `RSP ${hex(rsp)}`, `RBP ${hex(rbp)}`, `RAX ${rax}`]
}

/** The same in two rows, and that there are more. */
export function registerRows(registers: Registers): [string, string] {
  const [rip, rsp, rbp, rax] = registerWords(registers)
  return [`${rip}   ${rsp}`, `${rbp}   ${rax}   …`]
}

/** How the core came through the rule into a cell; '': it did not.
 *  @param before the cell before it */
export function crossingWord(cell: KernelCell, before: KernelCell | undefined, labels: Labels): string {
  if (before === undefined || isUser(before) === isUser(cell)) return ''
  return isUser(cell) ? labels.returns : doorWord(cell, labels)
}

/** A cell in words: whose, in which mode, how the core came there, what it is; where registers are saved or restored,
 *  those. */
export function cellSentence(cell: KernelCell, before: KernelCell | undefined, labels: Labels): string {
  const { title, note } = cellWords(cell, labels)
  const mode = isUser(cell) ? labels.userMode : labels.kernelMode
  const registers = cell.kind === 'save' || cell.kind === 'restore' ? registerWords(cell.registers) : []
  const words = [crossingWord(cell, before, labels), title, note, ...registers]
  return `${taskLetter(cell.tasks[0])} · ${mode} · ${words.filter((word) => word !== '').join(' ')}`
}

/** Whose registers lie in memory now, and what they are: a row a task. */
export function savedWords({ saved, now }: KernelPicture): string[] {
  return saved
    .filter(({ from, to }) => (from ?? 0) <= now && (to === null || to > now))
    .map(({ task, registers }) => `${taskLetter(task)}: ${registerRows(registers).join('   ')}`)
}

/** The picture as a sentence. */
export function describe(picture: KernelPicture, labels: Labels): string {
  const now = picture.cells[picture.now]
  if (!now) return labels.kernel
  const { title, note } = cellWords(now, labels)
  const mode = isUser(now) ? labels.userMode : labels.kernelMode
  const saved = savedWords(picture)
  const inMemory = saved.length > 0 ? `. ${labels.savedRegisters}: ${saved.join('; ')}` : ''
  return `${labels.kernel}. ${taskLetter(now.tasks[1])}, ${mode}: ${title} ${note}${inMemory}`
}
