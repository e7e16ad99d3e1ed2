/**
 * The write door. Everything that the kernel keeps in records and tables is read-only in its type; who changes it asks
 * here first. So whoever must know of changes, to undo them or to keep a hash up to date, stands at one place, and the
 * type checker refuses a change that goes round it.
 */

/** A record that may be changed: its fields may be replaced; what they refer to may not be changed. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Who is told of each change before it is made. */
export type Journal = {
  readonly record: (record: object) => void
  readonly put: (table: ReadonlyMap<unknown, unknown>, key: unknown) => void
  readonly drop: (table: ReadonlyMap<unknown, unknown>, key: unknown) => void
  readonly append: (list: readonly unknown[]) => void
}

/** Whose state it is; `journal` null: nobody wants to know. */
export type Door = { readonly journal: Journal | null }

/** The same record, open to changes until the end of the operation under way. */
export function edit<T extends object>(door: Door, record: T): Mutable<T> {
  if (door.journal !== null) door.journal.record(record)
  return record
}

/** Adds a record to a table, or replaces the one with that key at its place. */
export function put<K, V>(door: Door, table: ReadonlyMap<K, V>, key: K, value: V): void {
  if (door.journal !== null) door.journal.put(table, key)
  ;(table as Map<K, V>).set(key, value)
}

/** Takes a record out of a table; the order of the others stays. */
export function drop<K, V>(door: Door, table: ReadonlyMap<K, V>, key: K): void {
  if (door.journal !== null) door.journal.drop(table, key)
  ;(table as Map<K, V>).delete(key)
}

/** Adds at the end of a list that only grows. */
export function append<V>(door: Door, list: readonly V[], value: V): void {
  if (door.journal !== null) door.journal.append(list)
  ;(list as V[]).push(value)
}
