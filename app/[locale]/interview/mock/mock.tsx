'use client'

import { useEffect, useState } from 'react'
import { flush, guestKey, newId, send } from '@/app/_quiz/outbox'
import { fill } from '@/app/_ui/fill'
import { drawQuestions, questionsIn } from '@/lib/interview/draw'
import type { MockResult, MockSettings, SentMock } from '@/lib/interview/mock'
import { type MockAnswer, ratingOfAnswer } from '@/lib/interview/report'
import type { Readiness } from '@/lib/progress/readiness'
import { clockWords } from './clock-words'
import { type KeptMock, keepMock, queueOf, readMock } from './kept-mock'
import type { MockCard, MockLabels } from './mock-card'
import { MockRun } from './mock-run'
import { MockSetUp } from './mock-set-up'

type Stage =
  | { readonly kind: 'set-up' }
  | {
      readonly kind: 'running'
      readonly settings: MockSettings
      readonly queue: readonly MockCard[]
      readonly startedAt: string
      readonly kept: Extract<KeptMock, { kind: 'running' }> | null
    }
  | { readonly kind: 'sending' | 'failed'; readonly sent: SentMock }

/** How long the report waits for answers that are under way, ms. */
const PATIENCE_MS = 4_000

/** From setting up to the stored report. An interview that could not be stored stays here until it is. */
export function Mock(props: { cards: readonly MockCard[]; locale: 'ko' | 'en'; labels: MockLabels }) {
  const { cards, locale, labels } = props
  const [stage, setStage] = useState<Stage>({ kind: 'set-up' })
  const [kept, setKept] = useState<KeptMock | null>(null)
  useEffect(() => setKept(readMock(cards)), [cards])
  const start = (settings: MockSettings, readiness: Readonly<Record<string, Readiness>>) => {
    const drawn = drawQuestions(
      cards.map(({ item, topic, asked }) => ({
        id: item.id,
        topic: topic?.id ?? null,
        asked,
        readiness: readiness[item.id] ?? 'open',
      })),
      {
        count: questionsIn(settings.minutes, settings.depth),
        topics: settings.topics,
        by: settings.by,
        random: Math.random,
      },
    )
    const queue = queueOf({ cardIds: drawn.map(({ id }) => id) }, cards)
    setStage({ kind: 'running', settings, queue, startedAt: new Date().toISOString(), kept: null })
  }
  const goOn = (left: KeptMock) => {
    if (left.kind === 'unsent') return void store(left.sent)
    const { settings, startedAt } = left
    setStage({ kind: 'running', settings, startedAt, queue: queueOf(left, cards), kept: left })
  }
  const discard = () => {
    keepMock(null)
    setKept(null)
  }
  const store = async (sent: SentMock) => {
    setStage({ kind: 'sending', sent })
    keepMock({ kind: 'unsent', sent })
    const result = await post(sent)
    if (!result?.ok) return setStage({ kind: 'failed', sent })
    keepMock(null)
    rate(cards, sent, locale)
    // The report shows what is stored. What the network holds up longer than this is kept on the device and sent later.
    await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
    location.assign(`/${locale}/interview/mock/${result.id}`)
  }
  if (stage.kind === 'set-up')
    return (
      <>
        {kept && <Left kept={kept} labels={labels} onGoOn={() => goOn(kept)} onDiscard={discard} />}
        <MockSetUp cards={cards} locale={locale} labels={labels} onStart={start} />
      </>
    )
  if (stage.kind === 'running') {
    const { settings, queue, startedAt, kept } = stage
    const end = (answers: readonly MockAnswer[]) =>
      void store({
        id: newId(),
        locale,
        startedAt,
        settings,
        answers: answers.map(copied),
        guestKey: guestKey(),
      })
    return (
      <MockRun
        settings={settings}
        queue={queue}
        startedAt={startedAt}
        kept={kept}
        locale={locale}
        labels={labels}
        onEnd={end}
      />
    )
  }
  return (
    <div role="status" className="mock-sending">
      <p>{stage.kind === 'sending' ? labels.sending : labels.sendFailed}</p>
      {stage.kind === 'failed' && (
        <button type="button" className="button button-primary" onClick={() => void store(stage.sent)}>
          {labels.again}
        </button>
      )}
    </div>
  )
}

/** An interview that an earlier page left behind. */
function Left(props: { kept: KeptMock; labels: MockLabels; onGoOn: () => void; onDiscard: () => void }) {
  const { kept, labels, onGoOn, onDiscard } = props
  return (
    <section className="callout mock-left" aria-label={labels.leftTitle}>
      <p>
        <b>{labels.leftTitle}</b>{' '}
        {kept.kind === 'unsent'
          ? labels.leftUnsent
          : fill(labels.leftRunning, {
              i: kept.state.at + 1,
              n: kept.cardIds.length,
              time: clockWords(kept.settings.minutes * 60 - kept.seconds),
            })}
      </p>
      <p className="mock-buttons">
        <button type="button" className="button button-primary" onClick={onGoOn}>
          {kept.kind === 'unsent' ? labels.leftStore : labels.leftGoOn}
        </button>
        <button type="button" className="button" onClick={onDiscard}>
          {labels.leftDiscard}
        </button>
      </p>
    </section>
  )
}

function copied(answer: MockAnswer): SentMock['answers'][number] {
  return { ...answer, said: [...answer.said] }
}

async function post(sent: SentMock): Promise<MockResult | null> {
  try {
    const response = await fetch('/api/mocks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(sent),
    })
    return (await response.json()) as MockResult
  } catch {
    return null
  }
}

/** Each question that was answered counts for review as what was ticked amounts to. */
function rate(cards: readonly MockCard[], { answers, locale }: SentMock, page: 'ko' | 'en'): void {
  const attemptId = newId()
  for (const { cardId, followUp, said, seconds } of answers) {
    const card = cards.find(({ item }) => item.id === cardId)
    if (followUp !== null || !card) continue
    send({
      id: newId(),
      attemptId,
      itemId: cardId,
      hash: card.item.hash,
      seed: card.item.seed,
      locale: locale ?? page,
      answer: { kind: 'card', rating: ratingOfAnswer(said.length, card.points.length) },
      mode: 'mock',
      durationMs: seconds * 1000,
      confidence: null,
      hintsShown: 0,
      guestKey: guestKey(),
    })
  }
}
