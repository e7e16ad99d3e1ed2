import { Fragment, type ReactNode } from 'react'
import type { ProgramRace, RaceStory, SourceFile, StoryStep } from '@/lib/engine'
import { racePicture } from '@/lib/player/race'
import { fill } from '../_ui/fill'
import { Icon } from '../_ui/icon'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { CodeExcerpt } from './code-excerpt'
import type { FailingOrder } from './failing-order'
import { deedWord, endWord, nameOfTask, type OrderLabels, placeWord } from './order-word'
import { RaceLanes } from './race-lanes'
import { StoryTable } from './story-table'

/**
 * A data race: the two accesses in the source, what orders the tasks in one run and what does not, and the shortest order
 * in which it shows.
 */
export function RaceFigure(props: {
  race: ProgramRace
  story: RaceStory
  /** Null: none was found that ends otherwise. */
  failing: FailingOrder | null
  /** Every order was looked at. */
  isComplete: boolean
  /** Of the program. */
  files: readonly SourceFile[]
  labels: OrderLabels
  /** What opens a simulator at the two accesses, and what plays the failing order. */
  open: ReactNode
  play: ReactNode
}) {
  const { race, story, failing, isComplete, files, labels, open, play } = props
  const picture = racePicture(story)
  const [first, second] = [story.steps[story.first], story.steps[story.second]]
  if (!first || !second) return null
  const title = fill(labels.race, { name: race.location })
  return (
    <section className="orders-figure race-figure" aria-label={title}>
      <header>
        <b>
          <Icon name="warning" /> {title}
        </b>
        <span>{fill(labels.racePairs, { n: story.pairs.length })}</span>
        {open}
      </header>
      <div className="race-body">
        <div className="race-code">
          {files.map(({ name, text }, file) => {
            const marks = marksOf([first, second], file)
            if (marks.size === 0) return null
            return (
              <Fragment key={name}>
                {files.length > 1 && <h3 className="race-file">{name}</h3>}
                <CodeExcerpt text={text} marks={marks} isRace />
              </Fragment>
            )
          })}
          <p>{picture.orders.length > 0 ? labels.raceWhy : labels.raceWhyBare}</p>
          <ul className="race-accesses">
            {[first, second].map((step, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: there are two, the first and the second
              <li key={i} className={taskClass(step.task)}>
                <TaskChip index={step.task} size={18} label={nameOfTask(step.task)} />
                <span>{placeWord(step, files, labels)}</span>
                <span>{deedWord(step.deed, labels)}</span>
              </li>
            ))}
          </ul>
          {story.pairs.length > 1 && <Pairs story={story} files={files} labels={labels} />}
        </div>
        <RaceLanes
          picture={picture}
          story={story}
          location={race.location}
          labels={labels}
          speech={speechOf(race, [first, second], files, labels)}
        />
        <div className="race-failing">
          {failing === null ? (
            <p>{isComplete ? labels.failingNone : labels.failingUnknown}</p>
          ) : (
            <>
              <h3>
                {fill(failing.isShortest ? labels.failing : labels.failingFound, { n: failing.switches })}
              </h3>
              <StoryTable
                story={failing.story}
                turned={failing.turned}
                told={fill(failing.isOnly ? labels.failingTurn : labels.failingLost, {
                  end: endWord(failing.end, labels),
                })}
                labels={labels}
              />
              {play}
            </>
          )}
          <p className="orders-note">{labels.orderNote}</p>
        </div>
      </div>
    </section>
  )
}

/** Pairs that are named one by one. */
const NAMED_PAIRS = 8

/** Every two accesses that nothing orders in this run, in words. */
function Pairs(props: { story: RaceStory; files: readonly SourceFile[]; labels: OrderLabels }) {
  const { story, files, labels } = props
  const { pairs, steps } = story
  const told = (index: number) => {
    const step = steps[index]
    return step ? accessWord(step, files, labels) : ''
  }
  const more = pairs.length - NAMED_PAIRS
  return (
    <>
      <h3 className="race-file">{fill(labels.racePairs, { n: pairs.length })}</h3>
      <ol className="race-pairs">
        {pairs.slice(0, NAMED_PAIRS).map(({ from, to }) => (
          <li key={`${from} ${to}`}>{fill(labels.racePair, { first: told(from), second: told(to) })}</li>
        ))}
      </ol>
      {more > 0 && <p className="orders-note">{fill(labels.racePairsMore, { n: more })}</p>}
    </>
  )
}

function accessWord(step: StoryStep, files: readonly SourceFile[], labels: OrderLabels): string {
  return fill(labels.raceAccess, {
    task: nameOfTask(step.task),
    place: placeWord(step, files, labels),
    what: deedWord(step.deed, labels),
  })
}

/** Tasks by the line of a file that they stand at. */
function marksOf(steps: readonly StoryStep[], wanted: number): ReadonlyMap<number, readonly number[]> {
  const marks = new Map<number, number[]>()
  for (const { line, file = 0, task } of steps)
    if (line > 0 && file === wanted) marks.set(line, [...(marks.get(line) ?? []), task])
  return marks
}

function speechOf(
  race: ProgramRace,
  [first, second]: readonly [StoryStep, StoryStep],
  files: readonly SourceFile[],
  labels: OrderLabels,
): string {
  return fill(labels.raceSpeech, {
    a: nameOfTask(first.task),
    b: nameOfTask(second.task),
    name: race.location,
    first: accessWord(first, files, labels),
    second: accessWord(second, files, labels),
  })
}
