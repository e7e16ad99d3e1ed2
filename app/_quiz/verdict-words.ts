import { comparable } from '@/lib/quiz/grade'

/** How a verdict begins, and how it goes on with what is said of this very answer: a remark that begins with the verdict's
 *  own words does not say them twice.
 *  @param start as in "No."
 *  @param remark what content says of the answer, if anything */
export function verdictWords(start: string, remark: string | null | undefined): string {
  if (!remark) return start
  return remark.startsWith(start) ? remark : `${start} ${remark}`
}

/** Whether two outputs are the same but for blanks: spaces, tabs and line breaks. False when they are the same.
 *  @param key what the program prints, known once the answer is in */
export function differsOnlyInBlanks(typed: string, key: string): boolean {
  const without = (text: string) => text.replace(/\s+/g, '')
  return comparable(typed) !== comparable(key) && without(typed) === without(key)
}

/** Blanks that can be seen: a dot for a space, an arrow for a tab, a bent arrow where a line ends. */
export function showBlanks(text: string): string {
  return comparable(text).replaceAll(' ', '·').replaceAll('\t', '→').replaceAll('\n', '↵\n')
}
