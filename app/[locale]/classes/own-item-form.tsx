'use client'

import { useRef, useState } from 'react'
import { ItemPreview } from '@/app/_quiz/item-preview'
import type { QuizLabels } from '@/app/_quiz/label'
import { sentenceOf } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import { leaveFor } from '@/app/_ui/form-action'
import { Inline } from '@/app/_ui/inline'
import { type Draft, EMPTY_DRAFT, MAX_TEXT, OWN_KINDS, type OwnKind } from '@/lib/own-item/draft'
import type { OwnFault } from '@/lib/own-item/fault'
import type { PublicItem } from '@/lib/quiz/item'
import { checkOwnItem, saveOwnItem } from './actions'
import type { ClassLabels } from './class-forms'
import { faultWords, fieldId, OwnField, type OwnLabels } from './own-field'
import { KindFields } from './own-kind-fields'

/** A question as its teacher writes it, with what its learners will see.
 *  @param own the item; null where it is new
 *  @param first what the form holds at first; left out: nothing */
export function OwnItemForm(props: {
  locale: 'ko' | 'en'
  classId: string
  own: string | null
  first?: Draft
  labels: ClassLabels
  words: OwnLabels
  quiz: QuizLabels
}) {
  const { locale, classId, own, first = EMPTY_DRAFT, labels, words, quiz } = props
  const [draft, setDraft] = useState(first)
  const [faults, setFaults] = useState<readonly OwnFault[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [preview, setPreview] = useState<{ item: PublicItem; of: Draft } | null>(null)
  const [busy, setBusy] = useState<'check' | 'save' | null>(null)
  const summary = useRef<HTMLDivElement>(null)
  const change = (over: Partial<Draft>) => setDraft((now) => ({ ...now, ...over }))

  /** Asks the server, and says what it found wrong. */
  async function ask<Done extends { readonly ok: true }>(
    which: 'check' | 'save',
    act: () => Promise<Done | Exclude<Awaited<ReturnType<typeof checkOwnItem>>, { ok: true }>>,
    goOn: (done: Done) => Promise<void> | void,
  ) {
    if (busy) return
    setBusy(which)
    try {
      const result = await act()
      setProblem(null)
      setFaults([])
      if (result.ok) await goOn(result as Done)
      else if (result.code === 'faulty') {
        setFaults(result.faults)
        requestAnimationFrame(() => summary.current?.focus())
      } else setProblem(sentenceOf(result, labels))
    } catch {
      setProblem(labels.errors.offline)
    }
    setBusy(null)
  }
  const place = { own, locale }
  const check = () =>
    ask(
      'check',
      () => checkOwnItem(classId, place, draft),
      ({ item }) => setPreview({ item, of: draft }),
    )
  const save = () =>
    ask(
      'save',
      () => saveOwnItem(classId, place, draft),
      () => leaveFor(`/${locale}/classes/${classId}/own`),
    )
  const field = (name: 'stem' | 'hint' | 'explanation' | 'points', rows: number, help?: string) => (
    <OwnField
      field={name}
      rows={rows}
      label={words[name]}
      {...(help && { help })}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
      faults={faults}
      labels={words}
    />
  )
  const isProgram = draft.kind === 'predict' || draft.kind === 'possible-outputs'
  return (
    <div className="own-desk">
      <form
        className="own-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {faults.length > 0 && <Faults faults={faults} words={words} at={summary} />}
        <div className="field">
          <label htmlFor="own-kind">{words.kind}</label>
          <select
            id="own-kind"
            value={draft.kind}
            aria-describedby="own-kind-help"
            onChange={(event) => change({ kind: event.currentTarget.value as OwnKind })}
          >
            {OWN_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
          <p className="field-help" id="own-kind-help">
            <Inline text={words.kindHelp[draft.kind]} />
          </p>
        </div>
        {field('stem', 3, words.marks)}
        <OwnField
          field="source"
          rows={isProgram ? 14 : 4}
          code
          label={isProgram ? words.source : words.sourceMaybe}
          help={fill(words.sourceHelp, { n: MAX_TEXT.source })}
          value={draft.source}
          onChange={(source) => change({ source })}
          faults={faults}
          labels={words}
        />
        <KindFields draft={draft} change={change} faults={faults} labels={words} />
        {field('hint', 2)}
        {field('explanation', 3)}
        {field('points', 1)}
        {problem && (
          <p role="alert" className="field-error">
            {problem}
          </p>
        )}
        <div className="own-buttons">
          <button type="submit" className="button button-primary" aria-busy={busy === 'save'}>
            {busy === 'save' ? words.checking : words.save}
          </button>
          <button type="button" className="button" aria-busy={busy === 'check'} onClick={() => void check()}>
            {busy === 'check' ? words.checking : words.preview}
          </button>
        </div>
      </form>
      <section className="own-preview" aria-labelledby="own-preview">
        <h2 id="own-preview">{words.preview}</h2>
        <p className="class-note" role="status">
          {preview ? (preview.of === draft ? words.previewNote : words.changed) : words.noPreview}
        </p>
        {preview && (
          <ItemPreview key={JSON.stringify(preview.of)} item={preview.item} locale={locale} labels={quiz} />
        )}
      </section>
    </div>
  )
}

/** Everything that is wrong, each with a way to its field. */
function Faults(props: {
  faults: readonly OwnFault[]
  words: OwnLabels
  at: React.RefObject<HTMLDivElement | null>
}) {
  const { faults, words, at } = props
  return (
    <div className="callout own-faults" ref={at} tabIndex={-1}>
      <p>
        <b>{words.faultsTitle}</b>
      </p>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.field} ${fault.code}`}>
            <a className="link" href={`#${fieldId(fault.field)}`}>
              {nameOf(fault.field, words)}
            </a>{' '}
            <Inline text={faultWords(fault, words)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A field as its label calls it. */
function nameOf(field: string, words: OwnLabels): string {
  const [part, which = ''] = field.split('.')
  if (part === 'options' && which !== '') return fill(words.option, { n: Number(which) + 1 })
  if (part === 'blanks') return fill(words.blank, { blank: `{${which}}` })
  const names: Readonly<Record<string, string>> = {
    ...{ stem: words.stem, hint: words.hint, explanation: words.explanation, points: words.points },
    ...{ source: words.source, options: words.options, value: words.value, tolerance: words.tolerance },
    ...{ unit: words.unit, text: words.text },
  }
  return names[part ?? ''] ?? ''
}
