import { z } from 'zod'
import { type KindRow, oneOf } from '../grade'
import type { Id, ItemOf, Locale, Localized, Placed, Remedy, SlotSlip } from '../item'
import { localized, partId, program, remedy } from '../written'
import { sortedIds } from './option'
import { UNSTORABLE } from './predict'
import { scoreSlots, slotAnswer } from './slot'

const forms = z.array(z.string().trim().min(1).max(60)).min(1).max(12)
const fields = {
  program: program.optional(),
  /** With the blanks in it as `{a}`, each once in either language. */
  text: localized,
  /** The first form is the one that is shown; all forms of both languages are right in either. */
  blanks: z
    .array(z.strictObject({ id: partId, accept: z.strictObject({ ko: forms, en: forms }) }))
    .min(1)
    .max(6),
  slips: z.array(z.strictObject({ at: partId, typed: z.string().trim().min(1), ...remedy })).min(1),
}

declare module '../item' {
  interface Kinds {
    cloze: {
      item: {
        readonly text: Localized
        readonly blanks: readonly Id[]
        /** For each blank what is right, as it is shown and in every other form. Private. */
        readonly key: {
          readonly accepted: Readonly<Record<string, Readonly<Record<Locale, readonly string[]>>>>
        }
        readonly slips: readonly (Remedy & { readonly at: string; readonly typed: string })[]
      }
      shown: { readonly text: string; readonly blanks: readonly Id[] }
      asked: { readonly blanks: readonly Id[] }
      answer: { readonly placed: Placed }
      key: { readonly placed: Placed }
    }
  }
}

/** A text whose blanks are filled with words. Case, width and blanks between letters do not count. */
export const cloze: KindRow<'cloze', typeof fields> = {
  interaction: 'fill-in',
  isWorkedOut: false,
  file: {
    fields,
    build(shop, written) {
      const accepted = Object.fromEntries(written.blanks.map(({ id, accept }) => [id, accept]))
      const blanks = written.blanks.map(({ id }) => ({ id }))
      for (const locale of ['ko', 'en'] as const)
        if (blanksIn(written.text[locale]).toSorted().join() !== sortedIds(blanks).join())
          shop.complain(['text', locale], 'each blank stands in the text once')
      const slips = written.slips.map((one, i) => {
        const forms = accepted[one.at]
        if (!forms) shop.complain(['slips', i, 'at'], `there is no blank "${one.at}"`)
        else if ([...forms.ko, ...forms.en].some((form) => normal(form) === normal(one.typed)))
          shop.complain(['slips', i, 'typed'], 'this is right')
        return { at: one.at, typed: one.typed, ...shop.remedy(['slips', i], one) }
      })
      const shown = written.program ? shop.program(['program'], written.program) : null
      return { program: shown, text: written.text, blanks, key: { accepted }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ blanks }) => ({ blanks: sortedIds(blanks) }),
  key: ({ key }) => key,
  publish: ({ text, blanks }, locale) => ({
    text: text[locale],
    blanks: blanks.map(({ id }) => ({ id })),
  }),
  validate(asked, { placed }) {
    const blanks = sortedIds(asked.blanks)
    if (!Object.keys(placed).every((id) => blanks.includes(id))) return 'ill-formed'
    if (Object.values(placed).some((typed) => UNSTORABLE.test(typed))) return 'ill-formed'
    return blanks.every((id) => normal(placed[id] ?? '') !== '') ? null : 'unanswered'
  },
  score(item, answer) {
    const placed = Object.fromEntries(Object.entries(answer.placed).map(([id, typed]) => [id, normal(typed)]))
    const slips = item.slips.map((slip): SlotSlip => ({ ...slip, put: normal(slip.typed) }))
    const isSame = (at: string, typed: string) => formsOf(item, at).some((form) => normal(form) === typed)
    return scoreSlots({ rubric: item.rubric, key: { placed: firstForms(item, 'en') }, slips }, placed, isSame)
  },
  reveal: (item, locale) => ({ kind: 'cloze', placed: firstForms(item, locale) }),
  chance: () => 0,
  right: (item) => ({ kind: 'cloze', placed: firstForms(item, 'en') }),
  wrong(item, roll) {
    const slip = oneOf(item.slips, roll)
    return slip ? { kind: 'cloze', placed: { ...firstForms(item, 'en'), [slip.at]: slip.typed } } : null
  },
  isTyped: true,
  parts: ({ placed }) => Object.entries(placed).map(([at, typed]) => `${at}=${normal(typed)}`),
  said: ({ placed }) => Object.values(placed).join('[,]'),
  read: (shown, { placed }) => [shown.text.replace(/\{(\w)\}/g, (_, id: string) => `[${placed[id] ?? ''}]`)],
}

function formsOf(item: ItemOf<'cloze'>, at: string): readonly string[] {
  const forms = item.key.accepted[at]
  return forms ? [...forms.ko, ...forms.en] : []
}

/** The form of each blank that is shown. */
function firstForms({ key }: ItemOf<'cloze'>, locale: 'ko' | 'en'): Placed {
  return Object.fromEntries(Object.entries(key.accepted).map(([id, forms]) => [id, forms[locale][0] ?? '']))
}

/** The blanks of a text, in order. */
function blanksIn(text: string): string[] {
  return [...text.matchAll(/\{(\w)\}/g)].map((found) => found[1] ?? '')
}

/** Words as they are compared. */
export function normal(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s`]+/g, '')
}
