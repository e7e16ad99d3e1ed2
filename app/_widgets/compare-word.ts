import { taskLetter } from '@/lib/engine/task-letter'
import type { compare } from '@/lib/i18n/en/compare'
import type { Narration, Part } from '@/lib/i18n/narration'
import type { ComparedRun, ComparePicture, Comparison } from '@/lib/player/compare'
import type { Fact, Owners, Possession } from '@/lib/player/compare-fact'
import { fill } from '../_ui/fill'

/** Words of the figure of two runs, in the reader's language. */
export type CompareWords = typeof compare
export type SideNames = { readonly left: string; readonly right: string }

/** A message with things in its places: `{task}` a chip, a name in code. */
function sayWith(message: string, things: Readonly<Record<string, Part>>): Narration {
  return message
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => things[part.slice(1, -1)] ?? part)
}

/** What is told of a picture, a line each: where the runs part, what both have just done, or what each has. */
export function compareLines(
  { parting, columns }: Comparison,
  { column, left, right }: ComparePicture,
  names: SideNames,
  words: CompareWords,
): { readonly lead: string; readonly says: readonly Narration[] }[] {
  if (column === 0) return [{ lead: '', says: [[words.start]] }]
  const told = left.frame.narration
  const at = columns[column - 1]
  const isAlike = (parting === null || column < parting.column) && at?.left !== null && at?.right !== null
  if (isAlike && told.length > 0) {
    const isOver = parting === null && column === columns.length
    return [{ lead: words.both, says: told }, ...(isOver ? [{ lead: '', says: [[words.neverPart]] }] : [])]
  }
  const side = (name: string, { moves, frame }: ComparePicture['left']) => ({
    lead: fill(words.side, { name }),
    says: moves && frame.narration.length > 0 ? frame.narration : [[words.noStep]],
  })
  const sides = [side(names.left, left), side(names.right, right)]
  return column === parting?.column
    ? [{ lead: '', says: [partingWords(parting, names, words)] }, ...sides]
    : sides
}

function partingWords(
  parting: NonNullable<Comparison['parting']>,
  { left: leftName, right: rightName }: SideNames,
  words: CompareWords,
): Narration {
  const names = { leftName, rightName }
  switch (parting.why) {
    case 'task':
      return sayWith(words.partTask, {
        ...names,
        a: { task: parting.left.task },
        b: { task: parting.right.task },
      })
    case 'line':
      return sayWith(words.partLine, {
        ...names,
        a: String(parting.left.line),
        b: String(parting.right.line),
      })
    case 'value':
      return sayWith(words.partValue, {
        ...names,
        task: { task: parting.task },
        name: { code: parting.name },
        a: { code: parting.left },
        b: { code: parting.right },
      })
    case 'output':
      return [words.partOutput]
    case 'end':
      return [words.partEnd]
  }
}

/** How a run ended and what it printed, in a few words. */
export function runEnd({ output, end }: ComparedRun, words: CompareWords): string {
  if (end?.reason === 'deadlock') return words.deadlock
  const text = output.trimEnd()
  const printed = text === '' ? words.printsNothing : `${words.printed} ${text}`
  return end && end.status !== 0 ? `${printed}, ${fill(words.exitStatus, { n: end.status })}` : printed
}

export function factWord({ kind, name }: Fact, words: CompareWords): string {
  if (kind === 'variable') return name
  if (kind === 'held') return fill(words.held, { name })
  if (kind === 'output') return words.output
  return kind === 'pid' || kind === 'tid' ? kind.toUpperCase() : words[kind]
}

/** What stands in the box of owners. */
export function possessionWord({ kind }: Fact, possession: Possession, words: CompareWords): string {
  const { state, value, owners } = possession
  if (state === 'before') return words.notYet
  if (state === 'ended') return words.ended
  if (value === null) return words.nothing
  if (kind === 'space') return owners.length > 1 ? words.one : words.own
  return value
}

export type FactGroup = { readonly key: string; readonly title: string; readonly facts: readonly number[] }

/** The facts by how they are had on either side: those that differ in it first. */
export function factGroups(facts: readonly Fact[], names: SideNames, words: CompareWords): FactGroup[] {
  const of = (owners: readonly Owners[]) => (owners.length > 1 ? 'apart' : 'together')
  const titleOf = (left: 'apart' | 'together', right: 'apart' | 'together') => {
    if (left === right) return left === 'apart' ? words.bothApart : words.bothTogether
    return fill(words.sides, {
      leftName: names.left,
      rightName: names.right,
      left: words[left],
      right: words[right],
    })
  }
  const orders = [
    ['apart', 'together'],
    ['together', 'apart'],
    ['together', 'together'],
    ['apart', 'apart'],
  ] as const
  return orders.flatMap(([left, right]) => {
    const found = facts.flatMap((fact, i) => (of(fact.left) === left && of(fact.right) === right ? [i] : []))
    return found.length > 0 ? [{ key: `${left} ${right}`, title: titleOf(left, right), facts: found }] : []
  })
}

/** Whether no task that is there on both sides has something else on one of them. */
export function isSame(left: readonly Possession[], right: readonly Possession[]): boolean {
  const [l, r] = [byTask(left), byTask(right)]
  return [...l].every(([task, value]) => !r.has(task) || r.get(task) === value)
}

/** What each task has; of what belongs to nobody, the value alone. */
function byTask(possessions: readonly Possession[]): Map<number, string | null> {
  const there = possessions.filter(({ state }) => state === 'there' || state === 'nothing')
  return new Map(
    there.flatMap(({ owners, value }) => (owners.length > 0 ? owners : [-1]).map((task) => [task, value])),
  )
}

/** A box in words: who has it, and what. */
export function possessionSpeech(fact: Fact, possession: Possession, words: CompareWords): string {
  const who = possession.owners.map(taskLetter).join(' ')
  const what = possessionWord(fact, possession, words)
  return who === '' ? what : `${who}: ${what}`
}
