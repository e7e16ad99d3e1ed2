/** Letters that a value has room for in a figure: an array of numbers, two small structures. */
const MOST = 80

/** A value as a figure shows it. What is longer, as a structure of the library is, ends in an ellipsis. */
export function shortValue(value: string): string {
  return value.length > MOST ? `${value.slice(0, MOST - 1)}…` : value
}
