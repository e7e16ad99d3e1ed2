'use client'

import { useEffect, useMemo, useState } from 'react'
import type { RunInput } from '@/lib/player/session'
import type { Believed, ItemProgram } from '@/lib/quiz/item'
import { Figure } from './figure'
import type { Labels } from './label'
import { loadWords } from './load-words'
import { ReachPicture } from './reach-picture'
import { useOpened } from './use-opened'

/** One machine at one moment, as a picture without a player: a run, and what of it is drawn.
 *  @param props.step steps that have been made by then; null: the end */
export default function MachineDrawing(props: {
  run: ItemProgram & { readonly schedule: string }
  step: number | null
  show: Believed['show']
  locale: 'ko' | 'en'
}) {
  const { run, step, show, locale } = props
  const part = typeof show === 'string' ? show : null
  const { file, source, config, schedule } = run
  const input = useMemo<RunInput>(
    () => ({
      files: [{ name: file, text: source }],
      config,
      schedule,
      grain: 'line',
      locale,
      parts: part ? [part] : ['memory'],
    }),
    [file, source, config, schedule, locale, part],
  )
  const opened = useOpened(input, step ?? Number.MAX_SAFE_INTEGER)
  const [words, setWords] = useState<Labels | null>(null)
  useEffect(() => {
    loadWords(locale).then(setWords)
  }, [locale])
  if (!opened || 'problem' in opened || !words) return <div className="machine-waiting" />
  const { frame, shape } = opened
  if (typeof show !== 'string') return <ReachPicture frame={frame} names={show} labels={words} />
  return (
    <div className="sim machine-figure">
      <Figure
        part={show}
        files={input.files}
        shape={shape}
        frame={frame}
        before={null}
        labels={words}
        isLocked={false}
        onSeek={() => {}}
      />
    </div>
  )
}
