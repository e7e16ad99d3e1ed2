import { z } from 'zod'
import { needProgram, type Workshop } from '../build'
import type { Explored, Must } from '../explored'
import { type KindRow, pickRemedy } from '../grade'
import type { ItemOf, ItemProgram, MendSlip } from '../item'
import { MAX_SOURCE } from '../limit'
import { faultsOf, outputsThatBreak, proofOf } from '../proof'
import { program, remedy } from '../written'
import { UNSTORABLE } from './predict'

const source = z.string().min(1).max(MAX_SOURCE)
const fields = {
  program,
  must: z.strictObject({
    stdout: z.string().min(1).max(200),
    status: z.int().min(0).max(255).default(0),
    started: z.int().min(0).max(16).default(0),
    together: z.int().min(0).max(16).default(0),
    writers: z.record(z.string(), z.int().min(1).max(16)).default({}),
    raceFree: z.boolean().default(true),
  }),
  /** The program mended, which does all of it: shown after the answer, and not among the lesson's programs. */
  mended: source,
  /** Programs that only seem to: that each is refused, and for what, the explorer says. */
  refused: z.array(z.strictObject({ source, ...remedy })).min(1),
}

declare module '../item' {
  interface Kinds {
    mend: {
      item: {
        readonly program: ItemProgram
        readonly must: Must
        /** A program that does it, which the explorer has proven. Private. */
        readonly key: { readonly mended: string }
        readonly slips: readonly MendSlip[]
      }
      shown: { readonly must: Must }
      asked: unknown
      answer: { readonly source: string }
      key: { readonly source: string }
    }
  }
}

/** A program that can go wrong, to be mended: what the learner makes of it is explored, every order of it. */
export const mend: KindRow<'mend', typeof fields> = {
  interaction: 'performance',
  isTyped: true,
  isWorkedOut: true,
  isOne: true,
  isLong: true,
  file: {
    fields,
    build(shop, written) {
      const { must } = written
      const shown = needProgram(shop, written.program)
      if (faultsOf(must, found(shop, shown, shown.source)).length === 0)
        shop.complain(['program'], 'nothing is wrong with it: there is nothing to mend')
      const { mended } = written
      const proof = proofOf(must, found(shop, shown, mended))
      if (!proof.holds) shop.complain(['mended'], `it does not hold: ${proof.faults.join(', ') || proof.cut}`)
      const slips = written.refused.flatMap((one, i) => buildSlip(shop, shown, one, i, must))
      return { program: shown, must, key: { mended }, slips, partial: 'whole' }
    },
  },
  // Longer ones are refused by `validate`, with a code of their own.
  answer: { source: z.string() },
  ids: ({ must }) => ({ must }),
  // Not the mended program: another that holds is another illustration, not another key.
  key: ({ must }) => must,
  publish: ({ must }) => ({ must: pickMust(must) }),
  validate(_asked, { source }) {
    if (source.trim() === '') return 'unanswered'
    if (source.length > MAX_SOURCE) return 'too-long'
    return UNSTORABLE.test(source) ? 'ill-formed' : null
  },
  explore: (item, { source }) => ({ file: item.program.file, source }),
  score(item, _answer, seen) {
    const total = item.rubric.points
    if (seen === null) return { state: 'exploring', total }
    if (seen.state !== 'explored' && seen.state !== 'uncompiled')
      throw new Error('a mended program is explored, not replayed')
    const proof = proofOf(item.must, seen)
    if (proof.faults.length === 0 && !proof.complete) return { state: 'unfinished', total, proof }
    const correct = proof.faults.length === 0
    const slip = correct ? undefined : item.slips.find((one) => fits(one, item, seen))
    const chosen = { option: null, correct, stdout: null, ...pickRemedy(slip) }
    return { state: 'scored', earned: correct ? total : 0, total, chosen: [chosen], proof }
  },
  reveal: ({ key }) => ({ kind: 'mend', source: key.mended }),
  chance: () => 0,
  right: ({ key }) => ({ kind: 'mend', source: key.mended }),
  wrong: ({ program: shown }) => ({ kind: 'mend', source: shown.source }),
  said: ({ source }) => source,
  read: (_shown, { source }) => [source],
}

function pickMust({ stdout, status, started, together, writers, raceFree }: Must): Must {
  return { stdout, status, started, together, writers, raceFree }
}

function found(shop: Workshop, { file, config }: ItemProgram, text: string): Explored {
  return shop.replayer.explored({ file, source: text, config })
}

/** A mend that only seems to be one, told by what the explorer finds wrong with it first. */
function buildSlip(
  shop: Workshop,
  shown: ItemProgram,
  written: z.output<typeof fields.refused>[number],
  i: number,
  must: Must,
): MendSlip[] {
  const seen = found(shop, shown, written.source)
  const [fault] = faultsOf(must, seen)
  if (!fault || fault === 'compile') {
    shop.complain(['refused', i, 'source'], fault ? 'it does not compile' : 'it is not refused: it holds')
    return []
  }
  const [stdout = null] = fault === 'output' ? outputsThatBreak(must, seen) : []
  return [{ fault, stdout, ...shop.remedy(['refused', i], written) }]
}

/** Whether an answer goes wrong as a refused program does. */
function fits(slip: MendSlip, { must }: ItemOf<'mend'>, found: Explored): boolean {
  if (faultsOf(must, found)[0] !== slip.fault) return false
  return slip.stdout === null || outputsThatBreak(must, found).includes(slip.stdout)
}
