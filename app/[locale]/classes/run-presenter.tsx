'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import { TaskChip } from '@/app/_ui/task-chip'
import { type LiveRun, majorityOf } from '@/lib/classroom/live'
import { taskLetter } from '@/lib/engine/task-letter'
import type { liveRun } from '@/lib/i18n/en/live-run'
import { stepLive, stepRun } from './actions'
import type { ClassLabels } from './class-forms'
import type { LiveWords } from './live-client'
import { useLive } from './use-live'

/** How often the screen in front asks how the class votes, in ms. */
const PAUSE = 700

/** A run in front of the class: the code to join by, how the class votes for the task that runs next, and what goes on by the most
 *  votes or by hand, back, or to the end.
 *  @param code null where there is none that lets in
 *  @param children the run as it stands */
export function RunPresenter(props: {
  classId: string
  code: string | null
  mayChange: boolean
  start: LiveRun
  words: LiveWords
  said: typeof liveRun
  labels: ClassLabels
  children: ReactNode
}) {
  const { classId, code, mayChange, start, words, said, labels, children } = props
  const router = useRouter()
  const { live, trouble, look } = useLive(classId, start, PAUSE, words)
  const [problem, setProblem] = useState<string | null>(null)
  const round = live?.round ?? start.round
  // Somebody else who teaches went on: the picture is drawn anew.
  const isBehind = round !== start.round
  useEffect(() => {
    if (isBehind) router.refresh()
  }, [isBehind, router])
  const { id, choices, made, counts } = live ?? start
  const votes = choices.map((task) => counts?.votes.find((one) => one.task === task)?.learners ?? 0)
  const voted = votes.reduce((sum, n) => sum + n, 0)
  const most = majorityOf(choices, votes)
  const go = async (to: number | 'back' | 'end') =>
    setProblem(
      await attempt(
        labels,
        () => stepRun(classId, id, { round, to }),
        async () => void (await look()),
      ),
    )
  const end = async () =>
    setProblem(
      await attempt(
        labels,
        () => stepLive(classId, id, null),
        () => router.refresh(),
      ),
    )
  const isOver = choices.length === 0
  return (
    <>
      <div className="live-head">
        {code && (
          <p>
            {labels.code} <code className="class-code">{code}</code>
          </p>
        )}
        {!isOver && (
          <p className="live-count" role="status">
            <b>{fill(said.voted, { n: voted, total: counts?.learners ?? 0 })}</b>{' '}
            {fill(said.choice, { n: made + 1 })}
          </p>
        )}
        <button
          type="button"
          className="button button-small"
          onClick={() =>
            void document
              .getElementById('main')
              ?.requestFullscreen?.()
              .catch(() => {})
          }
        >
          {said.full}
        </button>
      </div>
      <div className="live-run">
        {children}
        <div>
          {isOver ? (
            <p role="status">{said.over}</p>
          ) : (
            <table className="table live-counts">
              <caption>{said.title}</caption>
              <tbody>
                {choices.map((task, i) => (
                  <tr key={task}>
                    <th scope="row">
                      <TaskChip index={task} label={taskLetter(task)} />
                    </th>
                    <td>
                      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect width={(100 * (votes[i] ?? 0)) / Math.max(1, voted)} height="8" />
                      </svg>
                    </td>
                    <td className="number">{votes[i]}</td>
                    {mayChange && (
                      <td>
                        <button type="button" className="button button-small" onClick={() => go(task)}>
                          {fill(said.by, { task: taskLetter(task) })}
                        </button>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {(problem ?? trouble) && (
            <p role="alert" className="field-error">
              {problem ?? trouble}
            </p>
          )}
          {mayChange && (
            <div className="live-moves">
              <Move isPrimary can={most !== null} act={() => go(most ?? 0)}>
                {most === null ? said.takeMost : fill(said.take, { task: taskLetter(most) })}
              </Move>
              {most === null && voted > 0 && <p className="class-note">{said.tied}</p>}
              <Move can={made > 0} act={() => go('back')}>
                {said.back}
              </Move>
              <Move can={!isOver} act={() => go('end')}>
                {said.toEnd}
              </Move>
              <button type="button" className="button" onClick={end}>
                {said.end}
              </button>
            </div>
          )}
        </div>
      </div>
    </>
  )
}

/** A button that stays where it is while it can do nothing, so that the keys do not lose their place from choice to choice. */
function Move(props: { isPrimary?: boolean; can: boolean; act: () => void; children: ReactNode }) {
  const { isPrimary = false, can, act, children } = props
  return (
    <button
      type="button"
      className={isPrimary ? 'button button-primary' : 'button'}
      aria-disabled={!can}
      onClick={() => can && act()}
    >
      {children}
    </button>
  )
}
