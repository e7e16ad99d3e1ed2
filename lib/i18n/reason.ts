/** Why a task is where it is. Tasks are named by index. */
export type Why =
  | { readonly kind: 'runs'; readonly core: number }
  /** It may run: so many are before it in the run queue, and these have the cores. */
  | { readonly kind: 'ready'; readonly before: number; readonly running: readonly number[] }
  | Waits
  | { readonly kind: 'stopped' }
  /** It has ended; where its parent has not asked for its status yet, `parent` is who is to. */
  | { readonly kind: 'ended'; readonly status: number | null; readonly parent: number | null }

export type Waits = {
  readonly kind: 'waits'
  readonly call: string
  readonly object: string | null
  /** ns until it wakes by itself, or null. */
  readonly left: number | null
  readonly on: /** Till a task lets go of it, ends, or ends or calls exec. */
    | { readonly what: 'owner' | 'end' | 'exec'; readonly task: number }
    /** Till one of these writes, or reads; nobody: that can never come. */
    | {
        readonly what: 'writers' | 'readers'
        readonly tasks: readonly number[]
        readonly isOnlyItself: boolean
      }
    /** Till one of these ends: processes by their first task. */
    | { readonly what: 'children'; readonly tasks: readonly number[] }
    | { readonly what: 'barrier'; readonly here: number; readonly of: number }
    | { readonly what: 'condition' | 'semaphore' | 'rwlock' | 'time' | 'event' }
  /** It stands in a circle of tasks that wait for each other, from it on; null where it does not. */
  readonly ring: readonly number[] | null
}
