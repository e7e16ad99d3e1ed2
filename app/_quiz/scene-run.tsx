'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { isSameOrder } from '@/lib/player/same-order'
import type { Labels } from '../_widgets/label'
import { loadWords } from '../_widgets/load-words'
import { Simulator } from '../_widgets/simulator'
import { TurnNote } from '../_widgets/turn-note'
import { useOpened } from '../_widgets/use-opened'
import type { SceneLabels } from './label'
import { sceneInput } from './scene-input'
import type { SceneToShow } from './wire'

/** Opens a run in a worker, as there is no picture of it from the server: what it shows was private until now. */
export default function SceneRun(props: {
  scene: SceneToShow
  title: string
  locale: 'ko' | 'en'
  labels: SceneLabels
  waiting: ReactNode
}) {
  const { scene, title, locale, labels, waiting } = props
  const input = useMemo(() => sceneInput(scene, locale), [scene, locale])
  const { turn, isLost } = scene
  const opened = useOpened(input, scene.step, undefined, false, scene.unlike, turn)
  const [words, setWords] = useState<Labels | null>(null)
  useEffect(() => {
    loadWords(locale).then(setWords)
  }, [locale])
  if (opened && 'problem' in opened) return <p role="alert">{labels.sceneProblem}</p>
  if (!opened || !words) return waiting
  return (
    <Simulator
      id={`scene-${scene.shows}`}
      title={title}
      input={input}
      shape={opened.shape}
      frame={opened.frame}
      labels={words}
      turn={turn}
      tools={(reader) =>
        // Whoever steers has left that order.
        turn !== undefined && isSameOrder(reader.shape, opened.shape) ? (
          <TurnNote turn={turn} isLost={isLost} reader={reader} labels={words} />
        ) : null
      }
    />
  )
}
