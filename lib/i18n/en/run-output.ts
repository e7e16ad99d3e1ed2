/** Words of all that a run has printed. */
export const runOutput = {
  title: 'All output so far',
  size: (lines: number, bytes: number): string =>
    `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}, ${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`,
  none: 'Nothing has been printed here yet.',
  download: 'Download all of it',
  page: (from: number, to: number): string =>
    `Lines ${from.toLocaleString('en')} to ${to.toLocaleString('en')}`,
  before: 'Page before',
  next: 'Next page',
  toLine: 'To line',
  go: 'Go',
}
