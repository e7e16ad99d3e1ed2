'use client'

import { useEffect, useMemo, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { inputOf } from '@/app/_widgets/lab-run'
import type { Labels } from '@/app/_widgets/label'
import { lostOrderWords } from '@/app/_widgets/lost-order'
import { type Unpacked, unpackProgram } from '@/app/_widgets/run-link'
import { Simulator } from '@/app/_widgets/simulator'
import { useOpened } from '@/app/_widgets/use-opened'
import type { embed } from '@/lib/i18n/en/embed'

type EmbedLabels = typeof embed

/** The program of the address and its run, with the way to the lab. */
export function EmbeddedRun(props: { locale: 'ko' | 'en'; labels: EmbedLabels; words: Labels }) {
  const { locale, labels, words } = props
  const held = useFragment()
  const program = held?.unpacked && 'program' in held.unpacked ? held.unpacked.program : null
  const input = useMemo(() => program && inputOf(program, locale), [program, locale])
  const opened = useOpened(input, 0, program?.after)
  if (!held) return <p className="embed-said">{labels.opening}</p>
  if (!held.unpacked || !program)
    return <p className="embed-said">{held.unpacked ? labels.damaged : labels.empty}</p>
  const isOther = 'isOtherEngine' in held.unpacked && held.unpacked.isOtherEngine
  return (
    <>
      {isOther && (
        <p className="embed-said">
          <Icon name="warning" /> {labels.otherEngine}
        </p>
      )}
      {!opened && <p className="embed-said">{labels.opening}</p>}
      {opened && 'problem' in opened && (
        <div className="embed-said" role="alert">
          <p>{labels.problems[opened.problem]}</p>
          <ul>
            {opened.told.slice(0, MOST_TOLD).map((one) => (
              <li key={`${one.file} ${one.line} ${one.column} ${one.message}`}>
                {fill(labels.at, { file: one.file, n: one.line })} {one.message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {opened && 'shape' in opened && opened.shape.lostOrder && (
        <p className="embed-said">
          <Icon name="warning" /> {lostOrderWords(opened.shape.lostOrder, labels.lostOrder)}
        </p>
      )}
      {opened && 'shape' in opened && (
        <Simulator
          key={opened.number}
          id="embed"
          title={labels.title}
          input={opened.input}
          shape={opened.shape}
          frame={opened.frame}
          labels={words}
          inLab
        />
      )}
      <p className="embed-foot">
        {/* The lab is a page of its own and cannot stand in a frame. */}
        <a href={`/${locale}/lab${held.fragment}`} target="_blank" rel="noopener">
          {labels.openInLab} <Icon name="external" size={14} />
        </a>
      </p>
    </>
  )
}

/** Diagnostics that are shown at most. */
const MOST_TOLD = 5

type Held = { readonly fragment: string; readonly unpacked: Unpacked | null }

/** What the fragment of the address holds, also after another was set; null before it has been read. */
function useFragment(): Held | null {
  const [held, setHeld] = useState<Held | null>(null)
  useEffect(() => {
    let isGone = false
    const read = async () => {
      const fragment = location.hash
      const unpacked = await unpackProgram(fragment)
      if (!isGone && fragment === location.hash) setHeld({ fragment, unpacked })
    }
    read()
    window.addEventListener('hashchange', read)
    return () => {
      isGone = true
      window.removeEventListener('hashchange', read)
    }
  }, [])
  return held
}
