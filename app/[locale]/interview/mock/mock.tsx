'use client'

import { useState } from 'react'
import { flush, guestKey, newId, send } from '@/app/_quiz/outbox'
import { drawQuestions, questionsIn } from '@/lib/interview/draw'
import type { MockResult, MockSettings, SentMock } from '@/lib/interview/mock'
import { type MockAnswer, ratingOfAnswer } from '@/lib/interview/report'
import type { Readiness } from '@/lib/progress/readiness'
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
    }
  | { readonly kind: 'sending' | 'failed'; readonly sent: SentMock }

/** How long the report waits for answers that are under way, ms. */
const PATIENCE_MS = 4_000

/** From setting up to the stored report. An interview that could not be stored stays here until it is. */
export function Mock(props: { cards: readonly MockCard[]; locale: 'ko' | 'en'; labels: MockLabels }) {
  const { cards, locale, labels } = props
  const [stage, setStage] = useState<Stage>({ kind: 'set-up' })
  const start = (settings: MockSettings, readiness: Readonly<Record<string, Readiness>>) => {
    const byId = new Map(cards.map((card) => [card.item.id, card]))
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
    const queue = drawn.flatMap(({ id }) => byId.get(id) ?? [])
    setStage({ kind: 'running', settings, queue, startedAt: new Date().toISOString() })
  }
  const store = async (sent: SentMock) => {
    setStage({ kind: 'sending', sent })
    const result = await post(sent)
    if (!result?.ok) return setStage({ kind: 'failed', sent })
    rate(cards, sent, locale)
    // The report shows what is stored. What the network holds up longer than this is kept on the device and sent later.
    await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
    location.assign(`/${locale}/interview/mock/${result.id}`)
  }
  if (stage.kind === 'set-up')
    return <MockSetUp cards={cards} locale={locale} labels={labels} onStart={start} />
  if (stage.kind === 'running') {
    const { settings, queue, startedAt } = stage
    const end = (answers: readonly MockAnswer[]) =>
      void store({
        id: newId(),
        locale,
        startedAt,
        settings,
        answers: answers.map(copied),
        guestKey: guestKey(),
      })
    return <MockRun settings={settings} queue={queue} locale={locale} labels={labels} onEnd={end} />
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
