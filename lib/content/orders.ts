import 'server-only'
import type { Exploration, StateMap, Stories } from '@/lib/engine'
import { fatesOf } from '@/lib/player/state-fate'
import { terrainOf } from '@/lib/player/terrain'
import type { Replayer } from '@/lib/quiz/build'
import type { AttributesOf } from './component'

/** All that a program of a lesson can do, in whatever order its tasks run. */
export type LessonOrders = { readonly file: string; readonly source: string; readonly found: Exploration }

/** The same, with how it comes about, and every state where there are few enough. */
export type LessonStories = LessonOrders & { readonly stories: Stories; readonly map: StateMap | null }

/** Every state of a program of a lesson, and of the mended one beside it. */
export type LessonMap = {
  readonly file: string
  readonly source: string
  readonly map: StateMap
  readonly mended: { readonly file: string; readonly map: StateMap } | null
}

type Programs = Readonly<Record<string, string>>
type Complain = (code: 'claim' | 'reference', message: string) => void

export function ordersOf(file: string, programs: Programs, replayer: Replayer): LessonOrders {
  const source = programs[file] ?? ''
  return { file, source, found: replayer.orders(anyOrder(file, programs)) }
}

export function storiesOf(file: string, programs: Programs, replayer: Replayer): LessonStories {
  const request = anyOrder(file, programs)
  return {
    ...ordersOf(file, programs, replayer),
    stories: replayer.stories(request),
    map: replayer.map(request),
  }
}

/** @throws Error where `checkStates` had something to say */
export function mapOf(
  { program, mended }: AttributesOf<'States'>,
  programs: Programs,
  replayer: Replayer,
): LessonMap {
  const of = (file: string) => {
    const map = replayer.map(anyOrder(file, programs))
    if (!map) throw new Error(`${file} has too many states for a map`)
    return map
  }
  const beside = mended === undefined ? null : { file: mended, map: of(mended) }
  return { file: program, source: programs[program] ?? '', map: of(program), mended: beside }
}

/** A map is of a small program; what is wanted of it can happen, and always does once it is mended. */
export function checkStates(
  { program, wanted, mended, view }: AttributesOf<'States'>,
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  const map = replayer.map(anyOrder(program, programs))
  if (!map) {
    complain('claim', `${program} has too many states for a map`)
    return
  }
  const printed = new Set(map.ends.map(({ stdout }) => stdout.trimEnd()))
  for (const output of wanted)
    if (!printed.has(output)) complain('claim', `${program} never prints ${JSON.stringify(output)}`)
  if (view === 'terrain' && !terrainOf(map, fatesOf(map, new Set())))
    complain('claim', `${program} is no ground: two tasks, of few steps, with the same number on every way`)
  if (mended === undefined) return
  if (programs[mended] === undefined) {
    complain('reference', `the lesson has no program ${mended}`)
    return
  }
  const after = replayer.map(anyOrder(mended, programs))
  if (!after) complain('claim', `${mended} has too many states for a map`)
  for (const { kind, stdout } of after?.ends ?? [])
    if (kind !== 'exited' || !wanted.includes(stdout.trimEnd()))
      complain('claim', `${mended} can still end otherwise: ${kind}, ${JSON.stringify(stdout)}`)
}

export function checkRace(
  { program }: AttributesOf<'Race'>,
  programs: Programs,
  replayer: Replayer,
  complain: Complain,
): void {
  if (replayer.orders(anyOrder(program, programs)).races.length === 0)
    complain('claim', `${program} has no data race`)
}

function anyOrder(file: string, programs: Programs) {
  return { file, source: programs[file] ?? '', config: {}, schedule: null }
}
