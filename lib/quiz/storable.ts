import { UNSTORABLE } from './kind/predict'

/** Whether the database can hold every string of a value, the names of its fields included. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every((field) => field.every(isStorable))
}
