'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Frame, RunInput, RunShape } from '@/lib/player/frame'
import { openEngine } from '../_widgets/engine-client'
import type { Labels } from '../_widgets/label'
import { Simulator } from '../_widgets/simulator'
import type { QuizLabels } from './label'
import type { SceneToShow } from './wire'

type Opened = { shape: RunShape; frame: Frame; words: Labels }

/** Opens a run in a worker, as there is no picture of it from the server: what it shows was private until now. */
export default function SceneRun(props: {
  scene: SceneToShow
  locale: 'ko' | 'en'
  labels: QuizLabels
  waiting: ReactNode
}) {
  const { scene, locale, labels, waiting } = props
  const input = useMemo<RunInput>(
    () => ({
      files: [{ name: scene.file, text: scene.source }],
      config: scene.config,
      schedule: scene.schedule,
      grain: 'operation',
      locale,
    }),
    [scene, locale],
  )
  const [opened, setOpened] = useState<Opened | 'problem' | null>(null)
  useEffect(() => {
    const words = loadWords(locale)
    const engine = openEngine(async (reply) => {
      if ('problem' in reply || !reply.shape) return setOpened('problem')
      const { shape, frame } = reply
      setOpened({ shape, frame, words: await words })
      engine.close()
    })
    engine.ask({ kind: 'openAt', input, step: scene.step })
    return engine.close
  }, [input, scene.step, locale])
  if (opened === 'problem') return <p role="alert">{labels.sceneProblem}</p>
  if (!opened) return waiting
  return (
    <Simulator
      id="scene"
      title={labels.watch}
      input={input}
      shape={opened.shape}
      frame={opened.frame}
      parts={['code', 'tasks', 'memory', 'channels', 'timeline']}
      labels={opened.words}
    />
  )
}

async function loadWords(locale: 'ko' | 'en'): Promise<Labels> {
  return locale === 'ko'
    ? (await import('@/lib/i18n/ko/simulator')).simulator
    : (await import('@/lib/i18n/en/simulator')).simulator
}
