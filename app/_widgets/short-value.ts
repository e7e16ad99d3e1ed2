import type { ValueView } from '@/lib/engine'

/** Letters that a value has room for in a figure: an array of numbers, two small structures. */
const MOST = 80

/** A value as a figure shows it. What is longer, as a structure of the library is, ends in an ellipsis. */
export function shortValue(value: string): string {
  return value.length > MOST ? `${value.slice(0, MOST - 1)}…` : value
}

/** A value where it lies: of a pointer to a text an arrow to it, since the text lies elsewhere. */
export function shownValue(value: Pick<ValueView, 'type' | 'value'>): string {
  return `${isTextPointer(value) ? '→ ' : ''}${shortValue(value.value)}`
}

/** Whether what is shown of a value is not what lies there: the text that a pointer leads to. */
export function isTextPointer({ type, value }: Pick<ValueView, 'type' | 'value'>): boolean {
  return type.endsWith('*') && value.startsWith('"')
}
