import { z } from 'zod'
import { UNSTORABLE } from '@/lib/quiz/kind/predict'
import {
  blanksIn,
  type Draft,
  MAX_BLANKS,
  MAX_FORMS,
  MAX_POINTS,
  MAX_TEXT,
  OPTIONS,
  OWN_KINDS,
  type Written,
} from './draft'
import type { OwnFault, OwnFaultCode } from './fault'

/** Far above what any field may hold: what is longer is no form's. */
const any = z.string().max(20_000)

/** What a form sends: sizes only, `readDraft` says of each field what is wrong with it. */
export const draftSchema: z.ZodType<Draft> = z.strictObject({
  kind: z.enum(OWN_KINDS),
  ...{ stem: any, hint: any, explanation: any, points: any, source: any },
  options: z.array(z.strictObject({ text: any, isRight: z.boolean(), feedback: any })).max(20),
  ...{ value: any, tolerance: any, unit: any, text: any },
  blanks: z.record(z.string().regex(/^[a-z]$/), any),
})

export type ReadDraft =
  | { readonly ok: true; readonly written: Written }
  | { readonly ok: false; readonly faults: readonly OwnFault[] }

/** What a draft says, or everything that is wrong with it that can be found without running its program. */
export function readDraft(draft: Draft): ReadDraft {
  const reader = new Reader()
  const written = writtenOf(draft, reader)
  return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, written }
}

/** Reads fields and collects what is wrong with them; what it then returns is not used. */
class Reader {
  readonly faults: OwnFault[] = []

  /** Of one field the same is said once. */
  fault(field: string, code: OwnFaultCode, more: Omit<OwnFault, 'field' | 'code'> = {}): void {
    if (this.faults.some((one) => one.field === field && one.code === code)) return
    this.faults.push({ field, code, ...more })
  }

  /** A text as it is kept, or null where there is none. */
  maybe(field: string, typed: string, most: number): string | null {
    const text = typed.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim()
    if (text.length > most) this.fault(field, 'too-long', { n: most })
    else if (UNSTORABLE.test(text) || HIDDEN.test(text)) this.fault(field, 'character')
    return text === '' ? null : text
  }

  text(field: string, typed: string, most: number): string {
    const text = this.maybe(field, typed, most)
    if (text === null) this.fault(field, 'empty')
    return text ?? ''
  }

  number(field: string, typed: string, least: number, most: number): number {
    const text = typed.normalize('NFKC').trim().replace(/^[−–]/, '-')
    if (text === '') this.fault(field, 'empty')
    else if (text.length > MAX_TEXT.number || !/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text))
      this.fault(field, 'number')
    else if (Number(text) < least || Number(text) > most) this.fault(field, 'range', { n: least, most })
    return Number(text)
  }
}

/** Characters that nobody sees and that turn what stands around them. */
const HIDDEN = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u

function writtenOf(draft: Draft, reader: Reader): Written {
  const base = {
    stem: reader.text('stem', draft.stem, MAX_TEXT.stem),
    hint: reader.maybe('hint', draft.hint, MAX_TEXT.hint),
    explanation: reader.maybe('explanation', draft.explanation, MAX_TEXT.explanation),
    points: pointsOf(draft, reader),
  }
  const source = () => reader.text('source', draft.source, MAX_TEXT.source)
  const maybeSource = () => reader.maybe('source', draft.source, MAX_TEXT.source)
  switch (draft.kind) {
    case 'choice':
    case 'multi':
      return { ...base, kind: draft.kind, source: maybeSource(), options: markedOptions(draft, reader) }
    case 'numeric':
      return { ...base, kind: 'numeric', source: maybeSource(), ...numberOf(draft, reader) }
    case 'cloze':
      return { ...base, kind: 'cloze', source: maybeSource(), ...gapsOf(draft, reader) }
    case 'predict':
      return { ...base, kind: 'predict', source: source() }
    case 'possible-outputs':
      return { ...base, kind: 'possible-outputs', source: source(), options: optionsOf(draft, reader) }
  }
}

function pointsOf(draft: Draft, reader: Reader): number {
  const points = reader.number('points', draft.points, 1, MAX_POINTS)
  if (Number.isFinite(points) && !Number.isInteger(points)) reader.fault('points', 'number')
  return points
}

/** Options that are written: those whose every field is empty are left over from the form. */
function optionsOf(draft: Draft, reader: Reader) {
  const known = new Set<string>()
  const all = draft.options.map((option, i) => ({ ...option, field: `options.${i}` }))
  const used = all.filter(({ text, feedback, isRight }) => text.trim() || feedback.trim() || isRight)
  const options = used.map(({ text: typed, feedback, field, isRight }) => {
    const text = reader.text(`${field}.text`, typed, MAX_TEXT.option)
    if (text !== '' && known.has(text)) reader.fault(`${field}.text`, 'same')
    known.add(text)
    return { text, feedback: reader.maybe(`${field}.feedback`, feedback, MAX_TEXT.feedback), isRight }
  })
  if (options.length < OPTIONS.least) reader.fault('options', 'few', { n: OPTIONS.least })
  if (options.length > OPTIONS.most) reader.fault('options', 'many', { n: OPTIONS.most })
  return options
}

function markedOptions(draft: Draft, reader: Reader) {
  const options = optionsOf(draft, reader)
  if (options.length < OPTIONS.least) return options
  const right = options.filter(({ isRight }) => isRight).length
  if (draft.kind === 'choice' && right !== 1) reader.fault('options', 'one-right')
  if (draft.kind === 'multi' && right === 0) reader.fault('options', 'no-right')
  if (draft.kind === 'multi' && right === options.length) reader.fault('options', 'no-wrong')
  return options
}

const MOST = 1e15

function numberOf(draft: Draft, reader: Reader) {
  return {
    value: reader.number('value', draft.value, -MOST, MOST),
    tolerance: reader.number('tolerance', draft.tolerance.trim() === '' ? '0' : draft.tolerance, 0, MOST),
    unit: reader.maybe('unit', draft.unit, MAX_TEXT.unit),
  }
}

function gapsOf(draft: Draft, reader: Reader) {
  const text = reader.text('text', draft.text, MAX_TEXT.text)
  const found = blanksIn(text)
  const ids = [...new Set(found)]
  if (text !== '' && found.length === 0) reader.fault('text', 'no-blank')
  if (ids.length > MAX_BLANKS) reader.fault('text', 'many', { n: MAX_BLANKS })
  const twice = ids.find((id) => found.indexOf(id) !== found.lastIndexOf(id))
  if (twice !== undefined) reader.fault('text', 'blank-twice', { what: `{${twice}}` })
  return { text, blanks: ids.map((id) => ({ id, accept: formsOf(draft, reader, id) })) }
}

function formsOf(draft: Draft, reader: Reader, id: string): string[] {
  const field = `blanks.${id}`
  const lines = (draft.blanks[id] ?? '').split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) reader.fault(field, 'empty')
  if (lines.length > MAX_FORMS) reader.fault(field, 'many', { n: MAX_FORMS })
  return lines.slice(0, MAX_FORMS).map((line) => reader.text(field, line, MAX_TEXT.form))
}
