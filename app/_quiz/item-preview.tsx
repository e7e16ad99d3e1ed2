'use client'

import { useState } from 'react'
import { Inline } from '@/app/_ui/inline'
import type { Answer, PublicItem } from '@/lib/quiz/item'
import { Form, Listing } from './item-form'
import type { QuizLabels } from './label'
import type { ItemState } from './use-quiz'

/** No kind that is written in the browser is a program to mend. */
const NOTHING_TO_CHECK = () => {}

/** An item as its learner is asked it, to be tried by who writes it: nothing is sent and nothing kept. */
export function ItemPreview(props: { item: PublicItem; locale: 'ko' | 'en'; labels: QuizLabels }) {
  const { item, locale, labels } = props
  const [answer, setAnswer] = useState<Answer | null>(null)
  const now: ItemState = {
    ...{ asked: item, next: item, seed: item.seed, answer, confidence: null, hintsShown: 0 },
    ...{ status: 'open', failure: null, answered: null, first: null, stage: null },
  }
  return (
    <div className="quiz">
      <div className="item" data-kind={item.kind}>
        <div className="item-ask">
          <h3 className="item-stem" id={`stem-${item.id}`}>
            <Inline text={item.stem} />
          </h3>
          <Listing item={item} known={null} label={labels.program} />
          <Form
            item={item}
            now={now}
            stage={undefined}
            locale={locale}
            labels={labels}
            onAnswer={setAnswer}
            onChecked={NOTHING_TO_CHECK}
          />
          <div className="item-foot">
            <button type="button" className="button button-primary item-send" disabled>
              {labels.submit}
            </button>
          </div>
        </div>
      </div>
    </div>
  )
}
