'use client'

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import { find as en } from '@/lib/i18n/en/find'
import { find as ko } from '@/lib/i18n/ko/find'
import { type Locale, swapLocale } from '@/lib/i18n/locale'
import type { Hit } from '@/lib/search/rank'
import { hitHref, queryLanguage, searchFor } from '@/lib/search/reader'
import { groupOf } from '../search/group'
import { FindRow } from './find-row'
import { switchTheme } from './header-client'
import { useSearchIndex } from './use-search-index'
import '../search/search.css'

/** Hits of one group that stand in the list: the page of results has them all. */
const OF_GROUP = 6

type Row = { readonly href: string; readonly hit: Hit | null; readonly text: string; readonly group: string }

/** The window that finds while one types. The field keeps the focus; arrows choose, Enter opens, Tab goes on to the next group. */
export function FindDialog({ locale, onClose }: { locale: Locale; onClose: () => void }) {
  const m = locale === 'ko' ? ko : en
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const language = queryLanguage(query, locale)
  const [index, shown] = [useSearchIndex(language), useSearchIndex(locale)]
  const rows = useMemo(() => {
    if (query.startsWith('>')) return commandRows(locale, query.slice(1).trim())
    if (query.trim() === '' || !index || !shown || index === 'failed' || shown === 'failed') return []
    return hitRows(searchFor(index, shown, query).hits, locale, query)
  }, [query, index, shown, locale])
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const choose = (at: number) => {
    setChosen(at)
    dialog.current?.querySelectorAll('[role=option]')[at]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // A syllable that is being composed has these keys for itself.
    if (event.nativeEvent.isComposing) return
    const to = nextRow(event, rows, chosen)
    if (to !== null) {
      event.preventDefault()
      choose(to)
    }
    const row = rows[chosen]
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) {
      if (row) window.open(row.href, '_blank', 'noopener')
    } else if (row) follow(row.href, onClose)
    else if (query.trim() !== '') location.assign(`/${locale}/search?q=${encodeURIComponent(query)}`)
  }
  const isEmpty = query.trim() !== '' && rows.length === 0 && index !== null && shown !== null
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a tap beside it closes it; by key that is Escape.
    <dialog
      ref={dialog}
      className="find"
      aria-label={m.title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="find-field">
        <Icon name="search" size={18} />
        <input
          type="text"
          role="combobox"
          aria-label={m.field}
          aria-expanded={rows.length > 0}
          aria-controls="find-list"
          aria-activedescendant={rows.length > 0 ? `find-${chosen}` : undefined}
          placeholder={m.field}
          value={query}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => {
            setQuery(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={m.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="cross" size={18} />
        </button>
      </div>
      <p className="find-note" role="status">
        {statusOf(
          {
            query,
            rows,
            isFailed: index === 'failed' || shown === 'failed',
            isEmpty,
            isOther: language !== locale,
          },
          m,
        )}
      </p>
      <div className="find-list" id="find-list" role="listbox" aria-label={m.results} tabIndex={-1}>
        {rows.map((row, at) => (
          <FindRow
            key={`${row.group} ${row.href} ${row.text}`}
            id={`find-${at}`}
            head={rows[at - 1]?.group === row.group ? null : row.group}
            row={row}
            query={query}
            spellings={shown && shown !== 'failed' ? shown.spellings : new Map()}
            isChosen={at === chosen}
            onOpen={() => follow(row.href, onClose)}
            onHover={() => setChosen(at)}
          />
        ))}
      </div>
      <p className="find-keys" aria-hidden="true">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {m.keyMove} <kbd>Enter</kbd> {m.keyOpen} <kbd>Tab</kbd> {m.keyGroup} <kbd>&gt;</kbd>{' '}
        {m.commandKey}
      </p>
    </dialog>
  )
}

/** Groups in the order of their best hits. */
function hitRows(hits: readonly Hit[], locale: Locale, query: string): Row[] {
  const m = locale === 'ko' ? ko : en
  const order = [...new Set(hits.map(({ kind }) => groupOf(kind)))]
  return order.flatMap((group) => {
    const own = hits.filter(({ kind }) => groupOf(kind) === group)
    return own.slice(0, OF_GROUP).map((hit) => ({
      href: hitHref(locale, hit, query),
      hit,
      text: hit.title,
      group: `${m.kinds[group]} ${own.length}`,
    }))
  })
}

/** What `>` offers: places that are not found by their words. */
function commandRows(locale: Locale, wanted: string): Row[] {
  const m = locale === 'ko' ? ko : en
  const other = swapLocale(location.pathname, locale === 'ko' ? 'en' : 'ko')
  const all = [
    [m.go.theme, '#theme'],
    [m.go.language, `${other}${location.search}${location.hash}`],
    [m.go.today, `/${locale}/today`],
    [m.go.review, `/${locale}/review`],
    [m.go.lab, `/${locale}/lab`],
    [m.go.glossary, `/${locale}/glossary`],
  ] as const
  const fits = all.filter(([text]) => text.toLowerCase().includes(wanted.toLowerCase()))
  return fits.map(([text, href]) => ({ href, hit: null, text, group: m.commands }))
}

function follow(href: string, onClose: () => void): void {
  if (href !== '#theme') {
    location.assign(href)
    return
  }
  switchTheme()
  onClose()
}

function nextRow(event: KeyboardEvent, rows: readonly Row[], chosen: number): number | null {
  if (rows.length === 0) return null
  if (event.key === 'ArrowDown') return (chosen + 1) % rows.length
  if (event.key === 'ArrowUp') return (chosen + rows.length - 1) % rows.length
  if (event.key !== 'Tab') return null
  const heads = rows.flatMap(({ group }, at) => (rows[at - 1]?.group === group ? [] : [at]))
  // Past the last group, and before the first, Tab goes on to the buttons as everywhere.
  const later = event.shiftKey ? heads.findLast((at) => at < chosen) : heads.find((at) => at > chosen)
  return later ?? null
}

type State = { query: string; rows: readonly Row[]; isFailed: boolean; isEmpty: boolean; isOther: boolean }

function statusOf({ query, rows, isFailed, isEmpty, isOther }: State, m: typeof en): string {
  if (isFailed) return m.offline
  if (query.trim() === '') return m.before
  if (isEmpty) return `${m.none(query)}. ${m.noneBody}`
  if (rows.length === 0) return m.loading
  return isOther ? `${m.otherLanguage} · ${m.found(rows.length)}` : m.found(rows.length)
}
