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

/** The simulator of the front page, on one of the runs that its program can take. It stands right before the write that
 *  decides, and asks what comes out before it tells. */
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
  const [said, setSaid] = useState<string | null>(null)
  const now = variants[at]
  if (!now) return null
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
        ask={(play) =>
          said === null && presses === 0 ? (
            <fieldset className="sim-ask">
              <legend>{labels.question}</legend>
              {variants.map(({ text }) => (
                <button
                  key={text}
                  type="button"
                  className="button"
                  onClick={() => {
                    setSaid(text)
                    play()
                  }}
                >
                  <code>{text}</code>
                </button>
              ))}
              <button
                type="button"
                className="button button-quiet"
                onClick={() => {
                  setSaid('')
                  play()
                }}
              >
                {labels.unsure}
              </button>
            </fieldset>
          ) : (
            said !== null &&
            presses === 0 && (
              <p className="sim-answered">
                <b>{fill(said === now.text ? labels.right : labels.wrong, { text: now.text })}</b>
              </p>
            )
          )
        }
      />
      <fieldset className="outcomes">
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
