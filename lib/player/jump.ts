import type { SourceFile } from '@/lib/engine'

/** A line on which nothing stands but where to go on. */
const JUMP = /^\s*(?:continue|break|goto\s+\w+)\s*;\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/

/** Says of a line whether it does nothing but say where the program goes on: nobody would see that it was run.
 *  @returns asked with the index of a file and a line from 1 */
export function jumpsOf(files: readonly Pick<SourceFile, 'text'>[]): (file: number, line: number) => boolean {
  const jumps = files.map(
    ({ text }) => new Set(text.split('\n').flatMap((words, i) => (JUMP.test(words) ? [i + 1] : []))),
  )
  return (file, line) => jumps[file]?.has(line) === true
}
