'use client'

import { useEffect, useId, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { MockList } from '@/app/api/mocks/route'
import { DEPTHS, DRAWS, MINUTES, questionsIn } from '@/lib/interview/draw'
import type { MockSettings } from '@/lib/interview/mock'
import { ZONE } from '@/lib/progress/day'
import type { Readiness } from '@/lib/progress/readiness'
import type { MockCard, MockLabels } from './mock-card'
import { speechSupport } from './speech'
import { useReadiness } from './use-readiness'

const KEY = 'forklore.mock-settings'
const USUAL: MockSettings = { minutes: 20, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }

/** What an interview is set to; as it was the last time. */
export function MockSetUp(props: {
  cards: readonly MockCard[]
  locale: 'ko' | 'en'
  labels: MockLabels
  onStart: (settings: MockSettings, readiness: Readonly<Record<string, Readiness>>) => void
}) {
  const { cards, locale, labels, onStart } = props
  const [settings, setSettings] = useSettings()
  const readiness = useReadiness()
  const set = (change: Partial<MockSettings>) => setSettings({ ...settings, ...change })
  const topics = [...new Map(cards.flatMap(({ topic }) => (topic ? [[topic.id, topic.name] as const] : [])))]
  const there = cards.filter(
    ({ topic }) => settings.topics.length === 0 || settings.topics.includes(topic?.id ?? ''),
  ).length
  const count = questionsIn(settings.minutes, settings.depth)
  return (
    <>
      <div className="mock-head">
        <div>
          <h1>{labels.title}</h1>
          <p className="page-lead">{labels.lead}</p>
        </div>
        <Earlier locale={locale} labels={labels} />
      </div>
      <div className="mock-form">
        <Choice
          legend={labels.minutes}
          options={MINUTES.map((minutes) => [minutes, fill(labels.minute, { n: minutes })])}
          value={settings.minutes}
          onChoose={(minutes) => set({ minutes })}
          note={fill(there < count ? labels.few : labels.questions, { n: Math.min(count, there) })}
        />
        <fieldset className="mock-row card-topics">
          <legend>{labels.topics}</legend>
          <button
            type="button"
            aria-pressed={settings.topics.length === 0}
            onClick={() => set({ topics: [] })}
          >
            {labels.allTopics}
          </button>
          {topics.map(([id, name]) => {
            const isOn = settings.topics.includes(id)
            const next = isOn ? settings.topics.filter((one) => one !== id) : [...settings.topics, id]
            return (
              <button key={id} type="button" aria-pressed={isOn} onClick={() => set({ topics: next })}>
                {name}
              </button>
            )
          })}
        </fieldset>
        <Choice
          legend={labels.by}
          options={DRAWS.map((by) => [
            by,
            { asked: labels.byAsked, mixed: labels.byMixed, weak: labels.byWeak }[by],
          ])}
          value={settings.by}
          onChoose={(by) => set({ by })}
        />
        <Choice
          legend={labels.depth}
          options={DEPTHS.map((depth) => [depth, [labels.depth0, labels.depth1, labels.depth2][depth] ?? ''])}
          value={settings.depth}
          onChoose={(depth) => set({ depth })}
        />
        <div className="mock-row">
          <span className="mock-legend">{labels.language}</span>
          <nav className="mock-languages" aria-label={labels.language}>
            <a href="/ko/interview/mock" lang="ko" aria-current={locale === 'ko' ? 'page' : undefined}>
              한국어
            </a>
            <a href="/en/interview/mock" lang="en" aria-current={locale === 'en' ? 'page' : undefined}>
              English
            </a>
          </nav>
        </div>
        <Input settings={settings} locale={locale} labels={labels} onSet={set} />
        <p className="mock-start">
          <button
            type="button"
            className="button button-primary button-large"
            disabled={there === 0}
            onClick={() => onStart(settings, readiness)}
          >
            <Icon name="play" />
            {labels.start}
          </button>
          <span>{labels.startNote}</span>
        </p>
      </div>
    </>
  )
}

function Choice<T extends string | number>(props: {
  legend: string
  options: readonly (readonly [T, string])[]
  value: T
  onChoose: (value: T) => void
  note?: string
}) {
  const { legend, options, value, onChoose, note } = props
  return (
    <fieldset className="mock-row">
      <legend>{legend}</legend>
      <span className="segments">
        {options.map(([one, words]) => (
          <button key={one} type="button" aria-pressed={one === value} onClick={() => onChoose(one)}>
            {words}
          </button>
        ))}
      </span>
      {note && <span className="mock-note">{note}</span>}
    </fieldset>
  )
}

function Input(props: {
  settings: MockSettings
  locale: 'ko' | 'en'
  labels: MockLabels
  onSet: (change: Partial<MockSettings>) => void
}) {
  const { settings, locale, labels, onSet } = props
  const [support, setSupport] = useState<'none' | 'browser' | 'device' | null>(null)
  const field = useId()
  useEffect(() => void speechSupport(locale).then(setSupport), [locale])
  const note = { none: labels.spokenNone, browser: labels.spokenNote, device: labels.spokenHere }
  return (
    <>
      <Choice
        legend={labels.input}
        options={[
          ['typed', labels.typed],
          ['spoken', labels.spoken],
        ]}
        value={settings.input}
        onChoose={(input) => onSet({ input })}
        {...(settings.input === 'spoken' && support ? { note: note[support] } : {})}
      />
      <p className="mock-row">
        <span />
        <label htmlFor={field}>
          <input
            id={field}
            type="checkbox"
            checked={settings.mayEdit}
            onChange={(event) => onSet({ mayEdit: event.target.checked })}
          />{' '}
          {labels.mayEdit}
        </label>
      </p>
    </>
  )
}

/** Reports of earlier interviews. */
function Earlier({ locale, labels }: { locale: 'ko' | 'en'; labels: MockLabels }) {
  const [mocks, setMocks] = useState<MockList['mocks']>([])
  useEffect(() => {
    const ask = async () => {
      const response = await fetch('/api/mocks', { cache: 'no-store' })
      if (response.ok) setMocks(((await response.json()) as MockList).mocks)
    }
    ask().catch(() => {})
  }, [])
  if (mocks.length === 0) return null
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: ZONE })
  return (
    <details className="mock-earlier">
      <summary>
        {labels.earlier} {mocks.length}
      </summary>
      <ul>
        {mocks.map(({ id, at }) => (
          <li key={id}>
            <a className="link" href={`/${locale}/interview/mock/${id}`}>
              {fill(labels.report, { date: date.format(new Date(at)) })}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function useSettings(): [MockSettings, (settings: MockSettings) => void] {
  const [settings, setSettings] = useState(USUAL)
  useEffect(() => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<MockSettings> | null
      if (kept) setSettings({ ...USUAL, ...kept })
    } catch {
      // Storage is switched off, or holds something else.
    }
  }, [])
  const keep = (next: MockSettings) => {
    setSettings(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // It is set for this time, then.
    }
  }
  return [settings, keep]
}
