'use client'

import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { FormProps } from './form'
import { stemId } from './stem-id'

/** A text with fields in it. */
export default function ClozeForm(props: FormProps<'cloze'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const placed = answer?.placed ?? {}
  const chosen = now.answered?.feedback?.chosen ?? []
  const take = (id: string, typed: string) => {
    const next = { ...placed, [id]: typed }
    onAnswer(Object.values(next).every((one) => one === '') ? null : { kind: 'cloze', placed: next })
  }
  return (
    <fieldset className="slots cloze" aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.clozeHelp}</p>
      <p className="cloze-text">
        {item.text.split(/(\{\w\})/).map((part, i) => {
          const id = /^\{(\w)\}$/.exec(part)?.[1]
          // Parts of one text never move among themselves.
          const key = `${i}`
          if (id === undefined) return <Inline key={key} text={part} />
          const name = fill(labels.clozeBlank, { n: item.blanks.findIndex((blank) => blank.id === id) + 1 })
          const isRight = chosen.find((one) => one.option === id)?.correct
          return (
            <span key={key} className={revealed ? `slot-${isRight ? 'right' : 'wrong'}` : undefined}>
              <input
                aria-label={name}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                maxLength={100}
                size={14}
                value={placed[id] ?? ''}
                readOnly={isLocked}
                onChange={(event) => take(id, event.target.value)}
              />
              {revealed && (
                <>
                  <Icon name={isRight ? 'check' : 'cross'} size={14} bold />
                  <span className="visually-hidden">{isRight ? labels.stateRight : labels.stateWrong}</span>
                  {!isRight && (
                    <b>
                      <Inline text={revealed.placed[id] ?? ''} />
                    </b>
                  )}
                </>
              )}
            </span>
          )
        })}
      </p>
    </fieldset>
  )
}
