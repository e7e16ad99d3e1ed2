import type { ReactNode } from 'react'
import { failingFound, failingWalk } from '@/app/_widgets/failing-order'
import type { OrderLabels } from '@/app/_widgets/order-word'
import { RaceFigure } from '@/app/_widgets/race-figure'
import { SHOWN_POLICIES } from '@/lib/content/policies'
import { engineReplayer } from '@/lib/content/replay'
import { compile, type PartialConfig, type StateMap } from '@/lib/engine'
import { compare as enCompare } from '@/lib/i18n/en/compare'
import { event as enEvent } from '@/lib/i18n/en/event'
import type { gallery } from '@/lib/i18n/en/gallery'
import { orders as enOrders } from '@/lib/i18n/en/orders'
import { policy as enPolicy } from '@/lib/i18n/en/policy'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { compare as koCompare } from '@/lib/i18n/ko/compare'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { orders as koOrders } from '@/lib/i18n/ko/orders'
import { policy as koPolicy } from '@/lib/i18n/ko/policy'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import type { Locale } from '@/lib/i18n/locale'
import { comparePicture, compareSessions } from '@/lib/player/compare'
import { policyRunsOf } from '@/lib/player/policy-run'
import { openSession, type RunInput } from '@/lib/player/session'
import { LessonCompare } from '../learn/[lesson]/compare'
import { LessonPolicies } from '../learn/[lesson]/policies'
import { LessonStates } from '../learn/[lesson]/states'
import { CROWD, CROWDED_UPDATES, SAME_WRITES, TWO_TRANSFERS } from './crowd'
import type { OrderFigure } from './order-figure'
import { textOf } from './specimen'
import '@/app/_widgets/orders.css'
import '@/app/_widgets/terrain.css'
import '@/app/_widgets/compare.css'
import '@/app/_widgets/policy.css'
import '@/app/_widgets/simulator.css'

type Words = typeof gallery
type State = keyof Words['states']

/** A figure that is no part of a player, in each of its states. */
export function OrderSpecimens(props: { figure: OrderFigure; locale: Locale; words: Words }) {
  const { figure, locale, words } = props
  return Object.entries(SPECIMENS[figure](locale, words)).map(([state, drawn]) => (
    <section key={state} className="gallery-specimen" aria-labelledby={`state-${state}`}>
      <h2 id={`state-${state}`}>
        {words.orders[figure]}: {words.states[state as State]}
      </h2>
      {drawn}
    </section>
  ))
}

const SPECIMENS: Readonly<
  Record<OrderFigure, (locale: Locale, words: Words) => Partial<Record<State, ReactNode>>>
> = {
  race: (locale) => ({
    plain: race('lost-update.c', textOf('lost-update.c'), locale),
    alike: race('same.c', SAME_WRITES, locale),
    many: race('crowd.c', CROWDED_UPDATES.replaceAll('6', '3'), locale),
  }),
  states: (locale) => ({
    plain: states('lost-update.c', textOf('lost-update.c'), locale, false, 'locked.c'),
    deadlock: states('transfers.c', TWO_TRANSFERS, locale, false),
    many: states('two-writers.c', textOf('two-writers.c'), locale, false),
  }),
  terrain: (locale) => ({
    plain: states('locked.c', textOf('locked.c'), locale, true),
    deadlock: states('transfers.c', TWO_TRANSFERS, locale, true),
    many: states('lost-update.c', textOf('lost-update.c'), locale, true),
  }),
  compare: (locale) => ({
    plain: compared(
      runOf('lost-update.c', locale, '1.rr.20.0.A3B2'),
      runOf('lost-update.c', locale, '1.rr.20.0.A2B1A1B1'),
      locale,
    ),
    two: compared(runOf('fork-global.c', locale, ''), runOf('thread-global.c', locale, ''), locale),
  }),
  policies: (locale, { asked, states }) => ({
    plain: policies('workload.c', textOf('workload.c'), locale, asked.policies),
    many: policies('crowd.c', CROWD, locale, states.many),
  }),
}

function race(file: string, source: string, locale: Locale): ReactNode {
  const request = { file, source, config: {}, schedule: null }
  const replayer = engineReplayer()
  const orders = replayer.orders(request)
  const stories = replayer.stories(request)
  const map = replayer.map(request)
  const [found] = orders.races
  const [story] = stories.races
  if (!found || !story) throw new Error(`there is no race in ${file}`)
  return (
    <RaceFigure
      race={found}
      story={story}
      failing={(map ? failingWalk(map) : failingFound(orders, stories))?.order ?? null}
      isComplete={orders.complete}
      files={[{ name: file, text: source }]}
      labels={ordersIn(locale)}
      open={null}
      play={null}
    />
  )
}

function states(
  file: string,
  source: string,
  locale: Locale,
  asTerrain: boolean,
  mended?: string,
): ReactNode {
  const usual = (map: StateMap) => map.ends.flatMap(({ kind }, end) => (kind === 'exited' ? [end] : []))
  const map = mapOf(file, source)
  const after = mended === undefined ? null : mapOf(mended, textOf(mended))
  const wanted = map.ends.length > 1 && !map.ends.some(({ kind }) => kind === 'deadlock') ? [0] : usual(map)
  return (
    <LessonStates
      map={map}
      input={inputOf(file, source, locale, '', 'operation')}
      wanted={wanted}
      mended={after && { file: mended ?? '', map: after, wanted: usual(after) }}
      asTerrain={asTerrain}
      labels={ordersIn(locale)}
    />
  )
}

function mapOf(file: string, source: string): StateMap {
  const map = engineReplayer().map({ file, source, config: {}, schedule: null })
  if (!map) throw new Error(`${file} has too many states for a map`)
  return map
}

function runOf(file: string, locale: Locale, schedule: string): RunInput {
  return inputOf(file, textOf(file), locale, schedule, schedule === '' ? 'line' : 'operation')
}

function compared(left: RunInput, right: RunInput, locale: Locale): ReactNode {
  const [one, other] = [left, right].map((input) =>
    openSession(input, compile(input.files), locale === 'ko' ? koEvent : enEvent),
  )
  if (!one || !other) throw new Error('two runs are compared')
  const comparison = compareSessions(one, other)
  const picture = comparePicture(one, other, comparison, comparison.parting?.column ?? 0)
  return (
    <LessonCompare
      title={`${left.files[0]?.name} / ${right.files[0]?.name}`}
      left={{ name: '1', input: left }}
      right={{ name: '2', input: right }}
      first={{ comparison, picture }}
      words={locale === 'ko' ? koCompare : enCompare}
      labels={locale === 'ko' ? koLabels : enLabels}
    />
  )
}

function policies(file: string, source: string, locale: Locale, title: string): ReactNode {
  const config: PartialConfig = { quantum: 2, seed: 0 }
  const input = { ...inputOf(file, source, locale, '', 'line'), config }
  const { program } = compile(input.files)
  if (!program) throw new Error(`${file} is no program`)
  return (
    <LessonPolicies
      title={title}
      input={input}
      first={policyRunsOf(program, config, SHOWN_POLICIES)}
      words={locale === 'ko' ? koPolicy : enPolicy}
      labels={locale === 'ko' ? koLabels : enLabels}
    />
  )
}

function inputOf(
  file: string,
  text: string,
  locale: Locale,
  schedule: string,
  grain: 'line' | 'operation',
): RunInput {
  return { files: [{ name: file, text }], config: {}, schedule, grain, locale, parts: [] }
}

function ordersIn(locale: Locale): OrderLabels {
  return locale === 'ko' ? koOrders : enOrders
}
