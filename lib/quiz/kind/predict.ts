import { z } from 'zod'
import { needProgram, type Workshop } from '../build'
import { comparable, type KindRow, oneOf, remedyFor } from '../grade'
import type { AnswerOf, ItemOf, ItemProgram, Slip } from '../item'
import { MAX_PREDICTION } from '../limit'
import { program, slip, type WrittenSlip } from '../written'

/** What PostgreSQL cannot keep as text: a zero byte, half of a surrogate pair. */
export const UNSTORABLE = /[\0\p{Cs}]/u

const fields = { program, slips: z.array(slip).min(1) }

declare module '../item' {
  interface Kinds {
    predict: {
      item: {
        readonly program: ItemProgram
        /** The program's output, computed by the engine at build. Private. */
        readonly key: { readonly stdout: string }
        readonly slips: readonly Slip[]
      }
      shown: unknown
      asked: unknown
      /** `nothing`: it was said that nothing is printed; `stdout` is then empty. */
      answer: { readonly stdout: string; readonly nothing?: true | undefined }
      key: { readonly stdout: string }
    }
  }
}

/** What the program will print, typed before it runs. */
export const predict: KindRow<'predict', typeof fields> = {
  interaction: 'fill-in',
  isWorkedOut: true,
  isOne: true,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const shown = needProgram(shop, written.program)
      const slips = buildSlips(shop, written.slips)
      const key = { stdout: surePrediction(shop, shown, slips) }
      return { program: shown, key, slips, partial: 'per-line' }
    },
  },
  // Longer ones are refused by `validate`, with a code of their own.
  answer: {
    stdout: z.string(),
    /** Said, not left open: it prints nothing. */
    nothing: z.literal(true).optional(),
  },
  ids: () => ({ options: [] }),
  key: (item) => item.key,
  publish: () => ({}),
  validate(_asked, answer) {
    if (answer.nothing) return answer.stdout === '' ? null : 'ill-formed'
    if (answer.stdout.trim() === '') return 'unanswered'
    if (answer.stdout.length > MAX_PREDICTION) return 'too-long'
    return UNSTORABLE.test(answer.stdout) ? 'ill-formed' : null
  },
  score(item, answer) {
    const correct = comparable(answer.stdout) === comparable(item.key.stdout)
    const total = item.rubric.points
    const earned = correct ? total : partOf(item, answer.stdout)
    const chosen = { option: null, correct, stdout: answer.stdout, ...remedyFor(item.slips, answer.stdout) }
    return { state: 'scored', earned, total, chosen: [chosen] }
  },
  reveal: (item) => ({ kind: 'predict', stdout: item.key.stdout }),
  chance: () => 0,
  right: (item) => prediction(item.key.stdout),
  wrong(item, roll) {
    const lines = item.key.stdout.trimEnd().split('\n')
    return prediction(oneOf(item.slips, roll)?.stdout ?? lines.toReversed().concat('0').join('\n'))
  },
  isTyped: true,
  parts: ({ stdout }) => [comparable(stdout)],
  said: ({ stdout }) => stdout,
  read: (_shown, answer) => [answer.stdout],
}

/** The answer of who expects this output. */
function prediction(stdout: string): AnswerOf<'predict'> {
  return stdout === '' ? { kind: 'predict', stdout, nothing: true } : { kind: 'predict', stdout }
}

/** Wrong outputs as written, with what is said of each looked up. */
export function buildSlips(shop: Workshop, written: readonly WrittenSlip[]): Slip[] {
  return written.map((one, i) => ({ stdout: one.stdout, ...shop.remedy(['slips', i], one) }))
}

/** The only output of a program: an item that asks for one must not depend on the order of execution. */
function surePrediction(shop: Workshop, shown: ItemProgram, slips: readonly Slip[]): string {
  const { stdout, finished } = shop.replayer.facts({ ...shown, schedule: null })
  if (!finished) shop.complain(['program'], `${shown.file} does not finish`)
  const other = shop.replayer.outputs({ ...shown, schedule: null }).find((output) => output !== stdout)
  if (other !== undefined)
    shop.complain(['program'], `${shown.file} can also print ${JSON.stringify(other)}: ask for all outputs`)
  for (const [i, one] of slips.entries())
    if (one.stdout === stdout) shop.complain(['slips', i, 'stdout'], 'this is what the program prints')
  return stdout
}

/** The share of lines in their place. Never all points: an answer with every line in place and more lines
 *  after them is still not what the program prints. */
function partOf(item: ItemOf<'predict'>, stdout: string): number {
  if (item.rubric.partial !== 'per-line') return 0
  const right = comparable(item.key.stdout).split('\n')
  const typed = comparable(stdout).split('\n')
  const inPlace = right.filter((line, i) => line === typed[i]).length
  return (item.rubric.points * inPlace) / Math.max(right.length, typed.length)
}
