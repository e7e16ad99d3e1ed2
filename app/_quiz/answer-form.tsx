'use client'

import { useId } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import { MAX_PREDICTION } from '@/lib/quiz/kind/predict'
import type { QuizLabels } from './label'
import type { ItemState } from './use-quiz'
import { differsOnlyInBlanks, showBlanks } from './verdict-words'

type Props = {
  item: PublicItem
  options: PublicItem['options']
  now: ItemState
  labels: QuizLabels
  onAnswer: (answer: Answer | null) => void
}

/** The choices of an item, or the field to type in. After the answer it shows what was right and what was
 *  chosen, in colour, shape and words. */
export function AnswerForm(props: Props) {
  if (props.item.kind === 'predict') return <PredictField {...props} />
  return <Options {...props} />
}

function Options({ item, options, now, labels, onAnswer }: Props) {
  const name = useId()
  const isMulti = item.kind === 'multi'
  const chosen = chosenOf(now.answer)
  const isLocked = now.status !== 'open' && now.status !== 'failed'
  const toggle = (id: string) => {
    if (!isMulti) return onAnswer({ kind: 'choice', option: id })
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]
    onAnswer(next.length === 0 ? null : { kind: 'multi', options: next })
  }
  return (
    <fieldset className="options" aria-labelledby={`stem-${item.id}`}>
      <p className="options-help">{isMulti ? labels.chooseAll : labels.chooseOne}</p>
      {options.map((option, i) => {
        const isChosen = chosen.includes(option.id)
        const mark = markOf(now, option.id, isChosen)
        return (
          <label key={option.id} className={`option${mark ? ` option-${mark}` : ''}`}>
            <input
              className="visually-hidden"
              type={isMulti ? 'checkbox' : 'radio'}
              name={name}
              checked={isChosen}
              disabled={isLocked}
              onChange={() => toggle(option.id)}
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

function PredictField({ item, now, labels, onAnswer }: Props) {
  const field = useId()
  const typed = now.answer?.kind === 'predict' ? now.answer.stdout : ''
  const isLocked = now.status !== 'open' && now.status !== 'failed'
  const key = now.answered?.feedback?.key.stdout
  const shown = key && differsOnlyInBlanks(typed, key) ? showBlanks : (text: string) => text
  const isTooLong = typed.length > MAX_PREDICTION
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
        readOnly={isLocked}
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
      {isTooLong && (
        <p className="field-help">{fill(labels.predictLimit, { n: typed.length, max: MAX_PREDICTION })}</p>
      )}
      {key !== undefined && key !== null && (
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

function chosenOf(answer: Answer | null): readonly string[] {
  if (answer?.kind === 'choice') return [answer.option]
  return answer?.kind === 'multi' ? answer.options : []
}

/** `right` for every right option once the key is known, `wrong` for a wrong one that was chosen. */
function markOf(now: ItemState, option: string, isChosen: boolean): 'right' | 'wrong' | null {
  const key = now.answered?.feedback?.key.options
  if (!key) return null
  if (key.includes(option)) return 'right'
  return isChosen ? 'wrong' : null
}

function wordsOf(now: ItemState, mark: string | null, isChosen: boolean, labels: QuizLabels): string {
  const sure = [labels.confidence1, labels.confidence2, labels.confidence3][(now.confidence ?? 0) - 1]
  const words = [mark === 'right' && labels.key, isChosen && labels.yours]
  if (isChosen && sure) words.push(fill(labels.sure, { sure }))
  return words.filter(Boolean).join(' · ')
}
