import { sceneLabels } from '@/app/_quiz/label'
import { SceneButton } from '@/app/_quiz/scene-button'
import { fill } from '@/app/_ui/fill'
import type { ClassRun } from '@/lib/classroom/live-run-store'
import { messages } from '@/lib/i18n/messages'
import { Moment } from './moment'

/** Runs that a class steered: each can be played again as it went, and opened in the lab from there. */
export function PastRuns({ runs, locale }: { runs: readonly ClassRun[]; locale: 'ko' | 'en' }) {
  const { liveRun: m, quiz } = messages(locale)
  if (runs.length === 0) return null
  return (
    <section className="class-manage" aria-labelledby="past-runs">
      <h2 id="past-runs">{m.again}</h2>
      <ul className="past-runs">
        {runs.map(({ id, program, schedule, made, at }) => (
          <li key={id}>
            <SceneButton
              scene={{ ...program, schedule, step: 0, shows: 'run' }}
              locale={locale}
              labels={sceneLabels(quiz)}
            />
            <p className="class-note">
              <Moment at={at.toISOString()} locale={locale} exact /> · {fill(m.made, { n: made })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
