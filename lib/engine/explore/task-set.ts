/** Sets of tasks by number: words of 30 bits, which the host keeps as small integers, without empty ones at the end. */
export type TaskSet = readonly number[]

const BITS = 30

export const NO_TASKS: TaskSet = []

/** Whether a task, by number, is in a set. */
export function hasTask(set: TaskSet, task: number): boolean {
  const word = Math.floor(task / BITS)
  return word < set.length && (((set[word] as number) >> (task - word * BITS)) & 1) === 1
}

/** The set with one task more; the same object where it has it. */
export function withTask(set: TaskSet, task: number): TaskSet {
  if (hasTask(set, task)) return set
  const word = Math.floor(task / BITS)
  const words = set.slice()
  while (words.length <= word) words.push(0)
  words[word] = (words[word] as number) | (1 << (task - word * BITS))
  return words
}

/** Whether the two have a task in common. */
export function meets(a: TaskSet, b: TaskSet): boolean {
  const words = Math.min(a.length, b.length)
  for (let i = 0; i < words; i++) if (((a[i] as number) & (b[i] as number)) !== 0) return true
  return false
}

/** Whether all tasks of the first are in the second. */
export function isWithin(a: TaskSet, b: TaskSet): boolean {
  if (a.length > b.length) return false
  for (let i = 0; i < a.length; i++) if (((a[i] as number) & ~(b[i] as number)) !== 0) return false
  return true
}
