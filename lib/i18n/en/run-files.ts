/** Words of the files of a run. */
export const runFiles = {
  none: 'The program has made no file yet and has none open.',
  about: '{size} {size|byte|bytes}, {links} {links|name|names}, open {opens} {opens|time|times}',
  hex: 'As hexadecimal',
  cut: 'The first {n} bytes are shown.',
  empty: '(empty)',
}
