import type { ReactNode } from 'react'
import { failingFound, failingWalk } from '@/app/_widgets/failing-order'
import { RaceFigure } from '@/app/_widgets/race-figure'
import type { LoadedLesson } from '@/lib/content/lesson'
import type { LessonStories } from '@/lib/content/orders'
import { engineReplayer } from '@/lib/content/replay'
import type { StateMap } from '@/lib/engine'
import { orders as enOrders } from '@/lib/i18n/en/orders'
import { orders as koOrders } from '@/lib/i18n/ko/orders'
import type { Locale } from '@/lib/i18n/locale'
import { ClaimResult } from './claim-result'
import { PlayLink } from './play-link'
import { LessonStates } from './states'
import '@/app/_widgets/orders.css'
import '@/app/_widgets/terrain.css'

/** The map of all states of a program, and of the mended one. The build has made both. */
export function States(props: {
  lesson: LoadedLesson
  locale: Locale
  program: string
  wanted: readonly string[]
  view?: 'map' | 'terrain'
}) {
  const { lesson, locale, program, wanted, view = 'map' } = props
  const known = lesson.maps.find(({ file }) => file === program)
  if (!known) throw new Error(`there is no map of ${program}`)
  const { file, source, map, mended } = known
  const labels = labelsOf(locale)
  return (
    <UntilRun lesson={lesson} file={file} label={view === 'map' ? labels.openMap : labels.openTerrain}>
      <LessonStates
        map={map}
        input={{
          files: [{ name: file, text: source }],
          config: {},
          schedule: '',
          grain: 'operation',
          locale,
          parts: [],
        }}
        wanted={indexesOf(map, wanted)}
        asTerrain={view === 'terrain'}
        mended={mended && { ...mended, wanted: indexesOf(mended.map, wanted) }}
        labels={labels}
      />
    </UntilRun>
  )
}

/** Folded, where a simulator of the page asks for a prediction of the same program, until that has run. */
export function UntilRun(props: { lesson: LoadedLesson; file: string; label: string; children: ReactNode }) {
  const { lesson, file, label, children } = props
  if (!lesson.sims.some((sim) => sim.file === file)) return children
  return (
    <ClaimResult file={file} label={label}>
      {children}
    </ClaimResult>
  )
}

function indexesOf({ ends }: StateMap, wanted: readonly string[]): number[] {
  return ends.flatMap(({ kind, stdout }, i) =>
    kind === 'exited' && wanted.includes(stdout.trimEnd()) ? [i] : [],
  )
}

/** A data race of a program, drawn from what the build has found. */
export function Race(props: { lesson: LoadedLesson; locale: Locale; program: string }) {
  const { lesson, locale, program } = props
  const known = lesson.races.find(({ file }) => file === program)
  const [race] = known?.found.races ?? []
  const [story] = known?.stories.races ?? []
  if (!known || !race || !story) throw new Error(`there is no race in ${program}`)
  const { file, found, source } = known
  const failing = failingOf(known)
  const labels = labelsOf(locale)
  const link = { config: found.config, source, locale }
  return (
    <UntilRun lesson={lesson} file={file} label={labels.openRace}>
      <RaceFigure
        race={race}
        story={story}
        failing={failing?.order ?? null}
        isComplete={found.complete}
        files={[{ name: file, text: source }]}
        labels={labels}
        open={
          <PlayLink
            {...link}
            schedule={race.schedule}
            after={story.steps[story.second]?.made ?? 0}
            label={labels.raceOpen}
          />
        }
        play={
          failing?.schedule != null && (
            <PlayLink {...link} schedule={failing.schedule} label={labels.failingPlay} />
          )
        }
      />
    </UntilRun>
  )
}

function failingOf({ file, source, map, found, stories }: LessonStories) {
  if (!map) return failingFound(found, stories)
  const failing = failingWalk(map)
  if (!failing) return null
  const schedule = engineReplayer().way({ file, source, config: {}, schedule: null }, failing.moves)
  return { order: failing.order, schedule }
}

function labelsOf(locale: Locale) {
  return locale === 'ko' ? koOrders : enOrders
}
