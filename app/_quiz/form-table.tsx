import type { Answer, PublicItem, ShownPart } from '@/lib/quiz/item'
import { ChoiceForm, MultiForm, PredictForm } from './answer-form'
import type { Form, QuizKind } from './form'
import { lateForm } from './late-form'

/** Every kind of item that a quiz asks, as a page draws it. */
const FORMS: { readonly [K in QuizKind]: Form<K> } = {
  choice: {
    View: ChoiceForm,
    blanks: () => 0,
    machines: (item, wrong, key) => optionTexts(item.options, wrong, key.options),
  },
  multi: {
    View: MultiForm,
    blanks: () => 0,
    machines: (item, wrong, key) => optionTexts(item.options, wrong, key.options),
  },
  'possible-outputs': {
    View: lateForm(() => import('./possible-outputs-form')),
    blanks: () => 0,
    machines: (item, wrong, key) => ({ ...optionTexts(item.options, wrong, key.options), isOutput: true }),
  },
  predict: {
    View: PredictForm,
    blanks: () => 0,
    machines: (_item, wrong, key) => outputs(wrong, key.stdout),
  },
  schedule: {
    View: lateForm(() => import('./schedule-form')),
    blanks: () => 0,
    machines: (_item, wrong, key) => outputs(wrong, key.stdout ?? ''),
  },
  mend: {
    View: lateForm(() => import('./mend-form')),
    blanks: () => 0,
    machines: () => null,
  },
  classify: {
    View: lateForm(() => import('./classify-form')),
    blanks: (item, { placed }) => item.pieces.filter(({ id }) => !(id in placed)).length,
    machines: () => null,
  },
  match: {
    View: lateForm(() => import('./match-form')),
    blanks: (item, { placed }) => item.left.filter(({ id }) => !(id in placed)).length,
    machines: () => null,
  },
  label: {
    View: lateForm(() => import('./label-form')),
    blanks: (item, { placed }) => item.places.filter(({ id }) => !(id in placed)).length,
    machines: () => null,
  },
  cloze: {
    View: lateForm(() => import('./cloze-form')),
    blanks: (item, { placed }) => item.blanks.filter(({ id }) => !placed[id]?.trim()).length,
    machines: () => null,
  },
  'state-trace': {
    View: lateForm(() => import('./state-trace-form')),
    blanks: ({ rows, columns, given }, { placed }) =>
      rows.length * columns.length - Object.keys(given).length - Object.keys(placed).length,
    machines: () => null,
  },
  tree: {
    View: lateForm(() => import('./tree-form')),
    blanks: (item, { placed }) => item.processes.length - 1 - Object.keys(placed).length,
    machines: () => null,
  },
  order: {
    View: lateForm(() => import('./order-form')),
    blanks: (item, { order }) => Math.max(0, item.pieces.length - item.unused - order.length),
    machines: () => null,
  },
  numeric: {
    View: lateForm(() => import('./numeric-form')),
    blanks: (item, { typed, unit }) =>
      (typed.trim() === '' ? 1 : 0) + (item.units.length > 1 && unit === null ? 1 : 0),
    machines: (item, _wrong, key, answer) => ({
      thought: [withUnit(item.units, answer.typed, answer.unit)],
      real: [withUnit(item.units, String(key.value), key.unit)],
      isOutput: false,
    }),
  },
}

/** The row of a kind. Item, answer and row are of one kind, which the type system cannot follow through an indexed table. */
export function formOf(kind: PublicItem['kind']): Form<QuizKind> | null {
  return kind === 'card' ? null : (FORMS[kind] as unknown as Form<QuizKind>)
}

/** How many parts of an answer are still to be given; null while there is none. */
export function blanksOf(item: PublicItem, answer: Answer | null): number | null {
  if (answer === null || item.kind === 'card' || answer.kind !== item.kind) return null
  return formOf(item.kind)?.blanks(item, answer) ?? null
}

function optionTexts(
  options: readonly ShownPart[],
  wrong: readonly { option: string | null }[],
  key: readonly string[],
) {
  const text = (id: string) => options.find((option) => option.id === id)?.text ?? id
  const thought = wrong.flatMap(({ option }) => (option === null ? [] : [text(option)]))
  return { thought, real: key.map(text), isOutput: false }
}

function outputs(wrong: readonly { stdout: string | null }[], key: string) {
  return { thought: wrong.flatMap(({ stdout }) => stdout ?? []), real: [key], isOutput: true }
}

function withUnit(units: readonly ShownPart[], number: string, unit: string | null): string {
  const text = units.find(({ id }) => unit === null || id === unit)?.text
  return text ? `${number} ${text}` : number
}
