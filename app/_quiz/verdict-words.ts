import { comparable } from '@/lib/quiz/grade'

/** How a verdict begins, and how it goes on with what is said of this very answer. A remark is written for a wrong answer and
 *  begins with its "No."; that is said once, and not at all of an answer that is right in part.
 *  @param start as in "No." or "1 of 2 points."
 *  @param no how a wrong answer's verdict begins
 *  @param remark what content says of the answer, if anything */
export function verdictWords(start: string, no: string, remark: string | null | undefined): string {
  return remark ? `${start} ${remarkAlone(no, remark)}` : start
}

/** A remark without the "No." that it begins with: it stands after other words. */
export function remarkAlone(no: string, remark: string): string {
  return remark.startsWith(`${no} `) ? remark.slice(no.length + 1) : remark
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
