'use client'

import { useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { Labels } from '@/app/_widgets/label'
import { Simulator } from '@/app/_widgets/simulator'
import type { Frame } from '@/lib/player/frame'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'

export type Variant = { text: string; input: RunInput; shape: RunShape; frame: Frame }

type Words = { outcomes: string; question: string; unsure: string; right: string; wrong: string }

/** What a reader said of the run that is asked about, and how far its verdict has come: it is told at the run's end, and is
 *  gone with the next step. */
type Said = { readonly text: string; readonly verdict: 'due' | 'told' | 'past' }

/** The simulator of the front page, on one of the runs that its program can take. It stands right before the write that
 *  decides, and neither goes on nor plays any of the outcomes until the reader has said what comes out. */
export function OutcomeFigure(props: {
  title: string
  variants: readonly Variant[]
  words: Labels
  labels: Words
}) {
  const { title, variants, words, labels } = props
  const [at, setAt] = useState(0)
  // Every press plays its run from the beginning, also that of the run which is shown.
  const [presses, setPresses] = useState(0)
  const [said, setSaid] = useState<Said | null>(null)
  const now = variants[at]
  if (!now) return null
  const answer = (text: string, button: HTMLElement, play: () => void) => {
    // The button goes; who pressed it by keys goes on at the player.
    button.closest('.sim')?.querySelector<HTMLElement>('.sim-play')?.focus({ preventScroll: true })
    setSaid({ text, verdict: 'due' })
    play()
  }
  const look = ({ view }: Frame) =>
    setSaid((known) => {
      const verdict = known && nextVerdict(known, view, now.text)
      return known === null || verdict === null || verdict === known.verdict ? known : { ...known, verdict }
    })
  return (
    <div className="outcome-figure">
      <Simulator
        key={`${now.text} ${presses}`}
        id="front"
        title={title}
        input={now.input}
        shape={now.shape}
        frame={now.frame}
        labels={words}
        plays={presses > 0}
        isHeld={said === null}
        onSchedule={(_, frame) => look(frame)}
        ask={(play) =>
          said === null ? (
            <fieldset className="sim-ask">
              <legend>{labels.question}</legend>
              {variants.map(({ text }) => (
                <button
                  key={text}
                  type="button"
                  className="button"
                  onClick={(event) => answer(text, event.currentTarget, play)}
                >
                  <code>{text}</code>
                </button>
              ))}
              <button
                type="button"
                className="button button-quiet"
                onClick={(event) => answer('', event.currentTarget, play)}
              >
                {labels.unsure}
              </button>
            </fieldset>
          ) : (
            said.verdict === 'told' && (
              <p className="sim-answered">
                <b>{fill(said.text === now.text ? labels.right : labels.wrong, { text: now.text })}</b>
              </p>
            )
          )
        }
      />
      <fieldset className="outcomes" disabled={said === null}>
        <legend>{labels.outcomes}</legend>
        {variants.map(({ text }, i) => (
          <button
            key={text}
            type="button"
            className="outcome"
            aria-pressed={presses > 0 && i === at}
            onClick={() => {
              setAt(i)
              setPresses(presses + 1)
              setSaid((known) => known && { ...known, verdict: 'past' })
            }}
          >
            <code>{text}</code>
            <Icon name="play" size={14} />
          </button>
        ))}
      </fieldset>
    </div>
  )
}

/** @param asked what the run prints that was asked about: one that was steered elsewhere has no verdict */
function nextVerdict({ verdict }: Said, view: Frame['view'], asked: string): Said['verdict'] {
  if (verdict === 'told') return view.ended ? 'told' : 'past'
  if (verdict === 'past' || !view.ended) return verdict
  const printed = view.output.map(({ text }) => text).join('')
  return printed.trim() === asked ? 'told' : 'past'
}
