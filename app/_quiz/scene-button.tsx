'use client'

import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import type { SceneLabels } from './label'
import { SceneView } from './scene-view'
import type { SceneToShow } from './wire'

/** Opens and closes the simulator on one run.
 *  @param props.words on the button, where it is one of several runs of a program that is known
 *  @param props.title of the run, where several have one button's words */
export function SceneButton(props: {
  scene: SceneToShow
  words?: string
  title?: string
  locale: 'ko' | 'en'
  labels: SceneLabels
}) {
  const { scene, locale, labels } = props
  const words = props.words ?? watchWords(scene, labels)
  // What is learnt of it while it is open does not begin it anew.
  const [open, setOpen] = useState<SceneToShow | null>(null)
  const isOpen = open !== null
  const box = useRef<HTMLDivElement>(null)
  // Low on the page what was opened would lie below it: whoever opened it is taken there.
  useEffect(() => {
    const top = box.current?.getBoundingClientRect().top ?? 0
    if (isOpen && top > window.innerHeight / 2) box.current?.scrollIntoView({ block: 'start' })
  }, [isOpen])
  return (
    <div className="scene-run" ref={box}>
      <div className="scene-run-head">
        <button
          type="button"
          className="button button-primary"
          aria-expanded={isOpen}
          onClick={() => setOpen(isOpen ? null : scene)}
        >
          <Icon name={isOpen ? 'cross' : 'play'} />
          {isOpen ? labels.closeScene : words}
        </button>
        {!props.words && (
          <p>
            <code>{scene.file}</code>
          </p>
        )}
      </div>
      {open && <SceneView scene={open} title={props.title ?? words} locale={locale} labels={labels} />}
    </div>
  )
}

function watchWords({ shows, unlike }: SceneToShow, labels: SceneLabels): string {
  if (unlike !== undefined) return labels.watchUnlike
  const words = {
    moment: labels.watch,
    key: labels.watchKey,
    output: labels.watchBreak,
    deadlock: labels.watchDeadlock,
    endless: labels.watchEndless,
    race: labels.watchRace,
    run: labels.watchRun,
    example: labels.watchExample,
  }
  return words[shows]
}
