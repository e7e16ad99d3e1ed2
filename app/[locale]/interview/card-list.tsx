'use client'

import { useEffect, useId, useRef, useState } from 'react'
import type { ReviewState } from '@/app/api/review/route'
import type { Readiness } from '@/lib/progress/readiness'
import { useMe } from '../_shell/me'
import { type CardRow, shownRows } from './card-rows'

export type CardListLabels = {
  search: string
  topics: string
  allTopics: string
  filter: string
  filterAll: string
  states: Readonly<Record<Readiness, string>>
  due: string
  empty: string
  asked: string
  uncounted: string
  keys: string
  backTo: string
  allCards: string
  chart: string
}

/** The questions that a way through the course ends with. */
export type CardWay = {
  readonly path: string
  readonly title: string
  readonly planHref: string
  readonly cards: readonly string[]
  /** What the chart of these shows. */
  readonly chart: string
}

type Filter = 'all' | Readiness | 'due'
const FILTERS: readonly Filter[] = ['all', 'open', 'practising', 'ready', 'due']

/** The questions: the long tail of how often each is asked, then found by words, topic and one's own readiness. The readiness
 *  has its place whether it is known or not. */
export function CardList(props: {
  rows: readonly CardRow[]
  ways: readonly CardWay[]
  labels: CardListLabels
}) {
  const { ways, labels } = props
  const [way, leaveWay] = useWay(ways)
  const rows = props.rows.filter(({ id }) => way?.cards.includes(id) ?? true)
  const [search, setSearch] = useState('')
  const [topic, setTopic] = useState<string | null>(null)
  const [filter, setFilter] = useState<Filter>('all')
  const { of, isDue } = useReadiness()
  const isIn = (row: CardRow) =>
    filter === 'all' || (filter === 'due' ? isDue(row.id) : of(row.id) === filter)
  const shown = shownRows(rows, search, topic).filter(isIn)
  const topics = [...new Map(rows.flatMap(({ topic: one }) => (one ? [[one.id, one.name] as const] : [])))]
  const list = useKeys()
  const field = useId()
  return (
    <>
      {way && (
        <p className="card-way">
          <b>{way.title}</b>
          <a className="link link-strong" href={way.planHref}>
            {labels.backTo}
          </a>
          <button type="button" className="button button-small" onClick={leaveWay}>
            {labels.allCards}
          </button>
        </p>
      )}
      <Tail rows={rows} of={of} labels={labels} chart={way?.chart ?? labels.chart} />
      <div className="card-find">
        <label className="visually-hidden" htmlFor={field}>
          {labels.search}
        </label>
        <input
          id={field}
          type="search"
          placeholder={labels.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <fieldset className="segments">
          <legend className="visually-hidden">{labels.filter}</legend>
          {FILTERS.map((one) => (
            <button key={one} type="button" aria-pressed={filter === one} onClick={() => setFilter(one)}>
              {one === 'all' ? labels.filterAll : one === 'due' ? labels.due : labels.states[one]}
            </button>
          ))}
        </fieldset>
      </div>
      <fieldset className="card-topics">
        <legend className="visually-hidden">{labels.topics}</legend>
        {[[null, labels.allTopics] as const, ...topics].map(([id, name]) => (
          <button key={name} type="button" aria-pressed={topic === id} onClick={() => setTopic(id)}>
            {name} <span>{rows.filter((row) => id === null || row.topic?.id === id).length}</span>
          </button>
        ))}
      </fieldset>
      <ul className="card-list" ref={list}>
        {shown.map(({ id, href, question, topic: about, asked, points }) => (
          <li key={id}>
            <a href={way ? `${href}?path=${way.path}` : href}>
              <b>{question}</b>
              <span className="card-list-topic">{about?.name ?? ''}</span>
              <span className="card-list-asked">
                {asked > 0 ? labels.asked.replace('{n}', String(asked)) : labels.uncounted}
              </span>
              <span className={`card-list-state card-${of(id)}`}>
                <span className="card-squares" aria-hidden="true">
                  {Array.from({ length: points }, (_, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: squares are alike
                    <i key={i} />
                  ))}
                </span>
                {labels.states[of(id)]}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p role="status" className="card-list-empty">
        {shown.length === 0 && labels.empty}
      </p>
      <p className="card-list-keys">{labels.keys}</p>
    </>
  )
}

/** The way that the address names, until its questions are left for all. */
function useWay(ways: readonly CardWay[]): [CardWay | null, () => void] {
  const [way, setWay] = useState<CardWay | null>(null)
  useEffect(() => {
    const path = new URLSearchParams(location.search).get('path')
    setWay(ways.find((one) => one.path === path) ?? null)
  }, [ways])
  const leave = () => {
    history.replaceState(null, '', location.pathname)
    // What the page says of the way besides (`WayScript`).
    delete document.documentElement.dataset.way
    setWay(null)
  }
  return [way, leave]
}

/** What review knows of the cards; everything is open until it answers. */
function useReadiness() {
  const me = useMe()
  const [state, setState] = useState<ReviewState | null>(null)
  const who = me?.viewer?.id
  useEffect(() => {
    if (who === undefined) return
    const ask = async () => {
      const response = await fetch('/api/review', { cache: 'no-store' })
      if (response.ok) setState((await response.json()) as ReviewState)
    }
    // Without a network the list is as it would be for somebody new.
    ask().catch(() => {})
  }, [who])
  return {
    of: (id: string): Readiness => state?.cards[id] ?? 'open',
    isDue: (id: string) => state?.today.some(({ itemId }) => itemId === id) ?? false,
  }
}

/** J and K go down and up the list, / into the search. */
function useKeys() {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement
      if (isTyping || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === '/') {
        event.preventDefault()
        return document.querySelector<HTMLInputElement>('.card-find input')?.focus()
      }
      const links = [...(list.current?.querySelectorAll('a') ?? [])]
      const at = links.indexOf(document.activeElement as HTMLAnchorElement)
      const to = event.key === 'j' ? at + 1 : event.key === 'k' ? at - 1 : null
      if (to !== null) links[Math.max(0, Math.min(links.length - 1, to))]?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return list
}

const CHART = { width: 720, height: 96, gap: 2 }

/** One bar a question, the most asked first: its height is how many collections ask it, its fill how ready one is. */
function Tail(props: {
  rows: readonly CardRow[]
  of: (id: string) => Readiness
  labels: CardListLabels
  chart: string
}) {
  const { rows, of, labels, chart } = props
  const counted = rows.filter(({ asked }) => asked > 0)
  const most = Math.max(1, ...counted.map(({ asked }) => asked))
  const unit = Math.min(28, CHART.width / Math.max(1, counted.length))
  const count = (state: Readiness) => rows.filter(({ id }) => of(id) === state).length
  return (
    <figure className="card-tail">
      <svg
        viewBox={`0 0 ${CHART.width} ${CHART.height}`}
        preserveAspectRatio="xMinYMax meet"
        role="img"
        aria-label={chart}
      >
        {counted.map(({ id, asked }, i) => {
          const height = (asked / most) * (CHART.height - 2)
          return (
            <rect
              key={id}
              className={`tail-${of(id)}`}
              x={i * unit + 1}
              y={CHART.height - height}
              width={unit - CHART.gap}
              height={height}
            />
          )
        })}
      </svg>
      <figcaption>
        {(['ready', 'practising', 'open'] as const).map((state) => (
          <span key={state}>
            <i className={`tail-key tail-key-${state}`} /> {labels.states[state]} <b>{count(state)}</b>
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
