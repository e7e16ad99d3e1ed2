'use client'

import { useState } from 'react'
import { Icon } from '@/app/_ui/icon'
import type { QuizLabels } from './label'
import { SceneView } from './scene-view'
import type { SceneToShow } from './wire'

/** Opens and closes the simulator on one run. */
export function SceneButton(props: { scene: SceneToShow; locale: 'ko' | 'en'; labels: QuizLabels }) {
  const { scene, locale, labels } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="scene-run">
      <div className="scene-run-head">
        <button
          type="button"
          className="button button-primary"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'cross' : 'play'} />
          {isOpen ? labels.closeScene : watchWords(scene, labels)}
        </button>
        <p>
          <code>{scene.file}</code>
        </p>
      </div>
      {isOpen && <SceneView scene={scene} locale={locale} labels={labels} />}
    </div>
  )
}

function watchWords({ shows }: SceneToShow, labels: QuizLabels): string {
  if (shows === 'moment') return labels.watch
  return shows === 'key' ? labels.watchKey : labels.watchBreak
}
