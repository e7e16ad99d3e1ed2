'use client'

import { useState } from 'react'
import { useMe } from '../_shell/me'

type Row = { id: string; href: string; question: string; note: string }

/** A rating up to this one is worth another look: again and hard. */
const WEAK = 2

/** The questions, filtered by how they went. The rating has its place whether it is known or not. */
export function CardList(props: {
  rows: readonly Row[]
  labels: {
    filter: string
    filters: readonly [string, string, string]
    empty: string
    levels: readonly string[]
  }
}) {
  const { rows, labels } = props
  const [filter, setFilter] = useState(0)
  const me = useMe()
  const ratingOf = (id: string) => me?.answered.find((one) => one.itemId === id)?.rating ?? null
  const shown = rows.filter(({ id }) => {
    const rating = ratingOf(id)
    return filter === 0 || (filter === 1 ? rating === null : rating !== null && rating <= WEAK)
  })
  return (
    <>
      <fieldset className="segments card-filter">
        <legend className="visually-hidden">{labels.filter}</legend>
        {labels.filters.map((words, i) => (
          <button key={words} type="button" aria-pressed={filter === i} onClick={() => setFilter(i)}>
            {words}
          </button>
        ))}
      </fieldset>
      <ul className="card-list">
        {shown.map(({ id, href, question, note }) => (
          <li key={id}>
            <a href={href}>
              <b>{question}</b>
              <span>{note}</span>
              <span className="card-list-rating">{labels.levels[(ratingOf(id) ?? 0) - 1] ?? ''}</span>
            </a>
          </li>
        ))}
      </ul>
      <p role="status" className="card-list-empty">
        {shown.length === 0 && labels.empty}
      </p>
    </>
  )
}
