/** `npm run -s questions -- FILE…`: reads files of questions, GIFT or Moodle XML, as another system wrote them, and says by line
 *  what is wrong with them and what is in them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readGift } from '@/lib/exchange/gift-read'
import { readMoodleXml } from '@/lib/exchange/moodle-read'
import type { FaultCode } from '@/lib/exchange/question'

const SENTENCES: Readonly<Record<FaultCode, string>> = {
  xml: 'this is not well-formed XML',
  'not-quiz': 'this is no quiz of Moodle',
  kind: 'questions of this type are not read',
  unclosed: 'a brace has no other one',
  escape: 'this has to be escaped, or cannot be',
  'no-answer': 'there is no answer',
  'no-right': 'no answer is right',
  number: 'this is no number, or none that can be',
  percent: 'a weight is between -100 and 100',
  format: 'there is no such format of text',
  pair: 'two pairs at least are needed, each with both sides',
  gap: 'this is no gap with a right answer',
  empty: 'this is empty',
}

/** @returns the exit status: 1 where something is wrong, 2 where no file is named */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 0) {
    process.stderr.write('questions: name a file of GIFT or Moodle XML\n')
    return 2
  }
  const wrong = argv.map((file) =>
    print(file, readFileSync(path.resolve(process.env.INIT_CWD ?? '', file), 'utf8')),
  )
  return wrong.some((count) => count > 0) ? 1 : 0
}

/** @returns how much is wrong with it */
function print(file: string, text: string): number {
  const { questions, faults } = /^\s*(?:\uFEFF)?</.test(text) ? readMoodleXml(text) : readGift(text)
  for (const { line, code, what } of faults)
    process.stderr.write(`${file}:${line}: ${SENTENCES[code]}${what === '' ? '' : `: ${what}`}\n`)
  for (const { category, question } of questions)
    process.stdout.write(`${category ?? ''}\t${question.kind}\t${question.name}\n`)
  return faults.length
}
