'use client'

import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import { plainText } from '@/lib/i18n/narration'
import type { RunInput } from '@/lib/player/session'
import { fill } from '../_ui/fill'
import { CodePanel } from './code-panel'
import { CompareFacts } from './compare-facts'
import { CompareStrip } from './compare-strip'
import { CompareText } from './compare-text'
import { type CompareWords, compareLines } from './compare-word'
import type { Labels } from './label'
import { PlayerIcon } from './player'
import { Say } from './say'
import { type Compared, useCompare } from './use-compare'
import { usePlayback } from './use-playback'
import { useWarm } from './use-warm'

const TABS = ['left', 'shared', 'right'] as const

/** A run with the name by which it is told from the other. */
export type ComparedInput = {
  readonly name: string
  readonly input: RunInput
  /** The step, as its player counts, that decided how it ends, where that is known. */
  readonly turn?: number | null
}

/** Two runs in lockstep: both programs, between them what the tasks have apart and together, below them every step of both,
 *  with the one where they part. */
export function CompareFigure(props: {
  title: string
  left: ComparedInput
  right: ComparedInput
  /** Of the server; null: both runs are opened where they part. */
  first: Compared | null
  words: CompareWords
  labels: Labels
}) {
  const { title, left, right, words, labels } = props
  const names = { left: left.name, right: right.name }
  const { compared, asked, busy, problem, seek, warm } = useCompare(left.input, right.input, props.first)
  const [playing, setPlaying] = useState(false)
  const [tab, setTab] = useState<(typeof TABS)[number]>('shared')
  const [asText, setAsText] = useState(false)
  const figure = useRef<HTMLElement>(null)
  useWarm(figure, warm)
  const length = compared?.comparison.columns.length ?? 0
  const column = compared?.picture.column ?? 0
  const stop = useCallback(() => setPlaying(false), [])
  usePlayback(playing && !busy, column, length, 1, seek, stop)
  if (!compared)
    return (
      <section className="compare-figure" ref={figure} aria-label={title}>
        <p role="status" className="compare-opening">
          {problem ? words.problem : words.opening}
        </p>
      </section>
    )
  const { comparison, picture } = compared
  const { parting, columns } = comparison
  const go = (to: number) => {
    setPlaying(false)
    seek(Math.max(0, Math.min(length, to)))
  }
  const play = () => {
    if (!playing && column >= length) seek(0)
    setPlaying(!playing)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const act = keyAction(event)
    if (!act) return
    event.preventDefault()
    act()
  }
  const keyAction = (event: KeyboardEvent): (() => void) | null => {
    switch (event.key) {
      case 'Home':
        return () => go(0)
      case 'End':
        return () => go(length)
      case 'ArrowLeft':
        return () => go(asked - 1)
      case 'ArrowRight':
        return () => go(asked + 1)
      case 'n':
        return parting && (() => go(parting.column))
      case ' ':
        return event.target instanceof HTMLButtonElement ? null : play
    }
    return null
  }
  const told = compareLines(comparison, picture, names, words)
  const spoken = told.map(({ lead, says }) => `${lead} ${says.map(plainText).join(' ')}`).join(' ')
  const note = (side: 'left' | 'right') => {
    const at = columns[(parting?.column ?? 0) - 1]?.[side]
    const step = at ? comparison[side].steps[at - 1] : undefined
    return step && step.line > 0 ? { line: step.line, words: `◇ ${words.partsHere}` } : null
  }
  const code = (side: 'left' | 'right', { input, name }: ComparedInput) => (
    <div className={`compare-code ${side}`}>
      <p className="compare-file">
        <b>{input.files[0]?.name}</b> {name}
      </p>
      <CodePanel
        text={input.files[0]?.text ?? ''}
        frame={picture[side].frame}
        labels={labels}
        note={note(side)}
      />
    </div>
  )
  return (
    <section
      className="compare-figure"
      ref={figure}
      aria-label={title}
      data-tab={tab}
      data-busy={busy}
      onKeyDown={onKeyDown}
    >
      <header className="sim-head">
        <span>{title}</span>
        <span className="sim-meta">{fill(words.count, { i: column, n: length })}</span>
        <button type="button" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {asText ? labels.asFigure : labels.asText}
        </button>
      </header>
      {asText ? (
        <CompareText comparison={comparison} picture={picture} names={names} words={words} labels={labels} />
      ) : (
        <>
          <nav className="compare-tabs" aria-label={labels.parts}>
            {TABS.map((name) => (
              <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
                {name === 'shared' ? words.shared : fill(words.code, { name: names[name] })}
              </button>
            ))}
          </nav>
          <div className="compare-body">
            {code('left', left)}
            <CompareFacts facts={comparison.facts} picture={picture} names={names} words={words} />
            {code('right', right)}
          </div>
        </>
      )}
      <CompareStrip
        comparison={comparison}
        column={asked}
        names={names}
        turns={{ left: left.turn ?? null, right: right.turn ?? null }}
        valueText={`${fill(words.count, { i: column, n: length })}. ${spoken}`}
        words={words}
        onSeek={go}
      />
      <div
        className="sim-say"
        aria-live={playing ? 'off' : 'polite'}
        // What two programs do may be more than it has room for: the rest is scrolled to, by keys too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
      >
        {told.map(({ lead, says }) => (
          <p key={lead}>
            {lead !== '' && <b>{lead}</b>}{' '}
            {says.map((sentence, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one step have no other name
              <span key={i}>
                <Say narration={sentence} />{' '}
              </span>
            ))}
          </p>
        ))}
        {problem && <p role="alert">{words.problem}</p>}
      </div>
      <div className="sim-player">
        <button
          type="button"
          className="compare-first"
          aria-label={labels.first}
          disabled={asked === 0}
          onClick={() => go(0)}
        >
          <PlayerIcon d="M6 5v14M19 5 9 12l10 7Z" />
        </button>
        <button type="button" aria-label={labels.back} disabled={asked === 0} onClick={() => go(asked - 1)}>
          <PlayerIcon d="M18 5v14M15 5 5 12l10 7Z" />
        </button>
        <button
          type="button"
          className="sim-play"
          aria-label={playing ? labels.pause : labels.play}
          onClick={play}
        >
          <PlayerIcon d={playing ? 'M8 5v14M16 5v14' : 'M8 5v14l11-7Z'} />
        </button>
        <button
          type="button"
          aria-label={labels.forward}
          disabled={asked >= length}
          onClick={() => go(asked + 1)}
        >
          <PlayerIcon d="M6 5v14M9 5l10 7-10 7Z" />
        </button>
        {parting && (
          <button
            type="button"
            className="compare-jump"
            aria-disabled={asked === parting.column}
            onClick={() => go(parting.column)}
          >
            ◇ {words.toParting}
          </button>
        )}
        <span className="sim-count">
          <b>{asked}</b> / {length}
        </span>
      </div>
    </section>
  )
}
