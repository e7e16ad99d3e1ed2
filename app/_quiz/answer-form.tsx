'use client'

import { useId } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { ShownPart } from '@/lib/quiz/item'
import { MAX_PREDICTION } from '@/lib/quiz/limit'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import type { QuizLabels } from './label'
import { stemId } from './stem-id'
import type { ItemState } from './use-quiz'
import { differsOnlyInBlanks, showBlanks } from './verdict-words'

/** One option of several. After the answer it shows what was right and what was chosen, in colour, shape and words. */
export function ChoiceForm(props: FormProps<'choice'>) {
  const { item, answer, revealed, onAnswer } = props
  return (
    <Options
      {...props}
      isMulti={false}
      options={inOrder(item.options, props.now.seed, item.id)}
      chosen={answer ? [answer.option] : []}
      right={revealed?.options}
      onToggle={(option) => onAnswer({ kind: 'choice', option })}
    />
  )
}

/** Every option that is right. */
export function MultiForm(props: FormProps<'multi'>) {
  return (
    <OptionSet {...props} onChosen={(options) => props.onAnswer(options && { kind: 'multi', options })} />
  )
}

/** The options of a kind of which several may be right.
 *  @param props.onChosen is given their ids; null: none is chosen */
export function OptionSet(
  props: Pick<FormProps<'multi'>, 'now' | 'isLocked' | 'labels'> & {
    item: { readonly id: string; readonly options: readonly ShownPart[] }
    answer: { readonly options: readonly string[] } | null
    revealed: { readonly options: readonly string[] } | null
    onChosen: (ids: string[] | null) => void
  },
) {
  const { item, answer, revealed, onChosen } = props
  const chosen = answer?.options ?? []
  return (
    <Options
      {...props}
      isMulti={true}
      options={inOrder(item.options, props.now.seed, item.id)}
      chosen={chosen}
      right={revealed?.options}
      onToggle={(id) => {
        const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]
        onChosen(next.length === 0 ? null : next)
      }}
    />
  )
}

function Options(props: {
  item: { readonly id: string }
  options: readonly { readonly id: string; readonly text: string }[]
  isMulti: boolean
  chosen: readonly string[]
  /** Ids of the right ones, once they are known. */
  right: readonly string[] | undefined
  now: ItemState
  isLocked: boolean
  labels: QuizLabels
  onToggle: (id: string) => void
}) {
  const { item, options, isMulti, chosen, right, now, isLocked, labels, onToggle } = props
  const name = useId()
  return (
    <fieldset className="options" aria-labelledby={stemId(item.id)}>
      <p className="options-help">{isMulti ? labels.chooseAll : labels.chooseOne}</p>
      {options.map((option, i) => {
        const isChosen = chosen.includes(option.id)
        const mark = markOf(right, option.id, isChosen)
        return (
          <label key={option.id} className={`option${mark ? ` option-${mark}` : ''}`}>
            <input
              className="visually-hidden"
              type={isMulti ? 'checkbox' : 'radio'}
              name={name}
              checked={isChosen}
              disabled={isLocked}
              onChange={() => onToggle(option.id)}
            />
            <span className={`option-key${isMulti ? ' option-key-square' : ''}`} aria-hidden="true">
              {mark ? (
                <Icon name={mark === 'wrong' ? 'cross' : 'check'} size={14} bold />
              ) : isMulti && isChosen ? (
                <Icon name="check" size={14} bold />
              ) : (
                i + 1
              )}
            </span>
            <span className="option-text">
              <Inline text={option.text} />
            </span>
            {now.answered && <span className="option-verdict">{wordsOf(now, mark, isChosen, labels)}</span>}
          </label>
        )
      })}
    </fieldset>
  )
}

/** What a program prints, typed. */
export function PredictForm({ item, answer, revealed, isLocked, labels, onAnswer }: FormProps<'predict'>) {
  const field = useId()
  const typed = answer?.stdout ?? ''
  const key = revealed?.stdout
  const shown = key && differsOnlyInBlanks(typed, key) ? showBlanks : (text: string) => text
  const isTooLong = typed.length > MAX_PREDICTION
  const isNothing = answer?.nothing === true
  return (
    <div className="field">
      <label htmlFor={field}>{labels.predictLabel}</label>
      <textarea
        id={field}
        rows={4}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={typed}
        readOnly={isLocked || isNothing}
        aria-describedby={`${field}-help`}
        aria-invalid={isTooLong || undefined}
        onChange={(event) => {
          const stdout = event.target.value
          onAnswer(stdout === '' ? null : { kind: 'predict', stdout })
        }}
      />
      <p className="field-help" id={`${field}-help`}>
        {labels.predictHelp}
      </p>
      <label className="predict-nothing">
        <input
          type="checkbox"
          checked={isNothing}
          disabled={isLocked}
          onChange={() => onAnswer(isNothing ? null : { kind: 'predict', stdout: '', nothing: true })}
        />
        {labels.predictNothing}
      </label>
      {isTooLong && (
        <p className="field-help">{fill(labels.predictLimit, { n: typed.length, max: MAX_PREDICTION })}</p>
      )}
      {key !== undefined && (
        <div className="outputs">
          <Output title={labels.yourOutput} text={shown(typed)} labels={labels} />
          <Output title={labels.realOutput} text={shown(key)} labels={labels} />
        </div>
      )}
      <span className="visually-hidden">{item.program?.file}</span>
    </div>
  )
}

function Output({ title, text, labels }: { title: string; text: string; labels: QuizLabels }) {
  return (
    <div>
      <p className="outputs-title">{title}</p>
      <pre>{text.replace(/\n+$/, '') || labels.empty}</pre>
    </div>
  )
}

/** `right` for every right option once the key is known, `wrong` for a wrong one that was chosen. */
function markOf(
  right: readonly string[] | undefined,
  option: string,
  isChosen: boolean,
): 'right' | 'wrong' | null {
  if (!right) return null
  if (right.includes(option)) return 'right'
  return isChosen ? 'wrong' : null
}

function wordsOf(now: ItemState, mark: string | null, isChosen: boolean, labels: QuizLabels): string {
  const sure = [labels.confidence1, labels.confidence2, labels.confidence3][(now.confidence ?? 0) - 1]
  const words = [mark === 'right' && labels.key, isChosen && labels.yours]
  if (isChosen && sure) words.push(fill(labels.sure, { sure }))
  return words.filter(Boolean).join(' · ')
}
