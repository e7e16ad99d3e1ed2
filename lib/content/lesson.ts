import 'server-only'
import path from 'node:path'
import { bundleMDX } from 'mdx-bundler'
import { getMDXComponent } from 'mdx-bundler/client'
import type { ReactNode } from 'react'
import remarkGfm from 'remark-gfm'
import { SIMULATOR_PARTS, type SimulatorPart } from '@/lib/player/part'
import type { Replayer } from '@/lib/quiz/build'
import type { Item, ItemProgram, Locale } from '@/lib/quiz/item'
import { beliefsOf } from './believed'
import { claimFaults, momentOf, settleWidget } from './claim'
import { compareOf, type LessonCompare } from './compare'
import { type Widget, widgetsOf } from './component'
import { ContentError, throwFaults } from './fault'
import { contentFolder, programsOf, readContent } from './folder'
import { type FrontMatter, frontOf, headingsOf } from './front'
import { escapeHeadingIds, type Markup, markupPlugin } from './markup'
import { type LessonMap, type LessonOrders, type LessonStories, mapOf, ordersOf, storiesOf } from './orders'
import { type LessonPolicies, policiesOf } from './policies'
import { type LessonPrediction, predictionsOf } from './prediction'
import { itemsOf } from './quiz'
import { configOf } from './quiz-file'
import { engineReplayer } from './replay'

/** A simulator of a lesson, ready to be shown. */
export type LessonSim = ItemProgram & {
  readonly id: string
  readonly title: string
  readonly parts: readonly SimulatorPart[]
  /** A prediction of its run is asked for. */
  readonly isPredicted: boolean
  /** How far one press of "next" goes. */
  readonly grain: 'line' | 'operation'
  /** Null: the policy decides everything. */
  readonly schedule: string | null
  /** The step that it opens at, from 0. */
  readonly start: number
  /** Passages of the prose that are about moments of its run, and the steps that have been made then. */
  readonly passages: readonly { readonly id: string; readonly title: string; readonly start: number }[]
}

export type LoadedLesson = {
  readonly slug: string
  readonly locale: Locale
  readonly front: FrontMatter
  readonly sections: readonly { readonly id: string; readonly title: string }[]
  /** The prose. Give it the component of every name in `COMPONENTS`, and any Markdown element's. */
  readonly Body: (props: { components?: Readonly<Record<string, unknown>> }) => ReactNode
  /** Sources by file name. */
  readonly programs: Readonly<Record<string, string>>
  readonly sims: readonly LessonSim[]
  /** Of each program that an `Outcomes` speaks of. */
  readonly orders: readonly LessonOrders[]
  /** Of each `Race`, and of each `States`. */
  readonly races: readonly LessonStories[]
  readonly maps: readonly LessonMap[]
  readonly compares: readonly LessonCompare[]
  readonly policies: readonly LessonPolicies[]
  readonly predictions: readonly LessonPrediction[]
  /** With keys: only `publicItem` of them may reach a browser. */
  readonly items: readonly Item[]
}

/** A lesson's text as checked and compiled, before it is evaluated. */
export type CompiledLesson = {
  readonly code: string
  readonly front: FrontMatter
  readonly sections: readonly { readonly id: string; readonly title: string; readonly line: number }[]
  readonly widgets: readonly Widget[]
  readonly sims: readonly LessonSim[]
  readonly orders: readonly LessonOrders[]
  readonly races: readonly LessonStories[]
  readonly maps: readonly LessonMap[]
  readonly compares: readonly LessonCompare[]
  readonly policies: readonly LessonPolicies[]
  readonly predictions: readonly LessonPrediction[]
}

const loaded = new Map<string, Promise<LoadedLesson>>()

/** Compiles a lesson in one language and evaluates it, on the server and from the repository only: MDX is
 *  code. Rejects with a `ContentError` that names file and line of everything that is wrong. */
export function loadLesson(
  slug: string,
  locale: Locale,
  root: string = contentFolder(),
  replayer: Replayer = engineReplayer(),
): Promise<LoadedLesson> {
  if (process.env.NODE_ENV !== 'production') return evaluate(slug, locale, root, replayer)
  const key = `${root} ${slug} ${locale}`
  const known = loaded.get(key) ?? evaluate(slug, locale, root, replayer)
  loaded.set(key, known)
  return known
}

async function evaluate(
  slug: string,
  locale: Locale,
  root: string,
  replayer: Replayer,
): Promise<LoadedLesson> {
  const { code, front, sections, sims, orders, races, maps, compares, policies, predictions } =
    await compileLesson(slug, locale, root, replayer)
  const Body = getMDXComponent(code) as LoadedLesson['Body']
  const programs = programsOf(root, slug)
  const items = itemsOf(slug, root, replayer)
  return {
    slug,
    locale,
    front,
    sections: sections.map(({ id, title }) => ({ id, title })),
    Body,
    programs,
    sims,
    orders,
    races,
    maps,
    compares,
    policies,
    predictions,
    items,
  }
}

/** Compiles a lesson's text and checks everything about it that needs no other text.
 *  Rejects with a `ContentError`. */
export async function compileLesson(
  slug: string,
  locale: Locale,
  root: string,
  replayer: Replayer,
): Promise<CompiledLesson> {
  const file = `${slug}/${locale}.mdx`
  const source = readContent(root, file)
  const front = frontOf(source, file)
  const sections = headingsOf(source, file)
  const programs = programsOf(root, slug)
  const markup: Markup = { widgets: [], faults: [] }
  const code = await bundle(root, file, escapeHeadingIds(source), markup, (widget) =>
    settleWidget(widget, markup.widgets, programs, replayer),
  )
  throwFaults(markup.faults)
  throwFaults(claimFaults(file, markup.widgets, programs, replayer))
  const sims = widgetsOf(markup.widgets, 'Sim').map((sim) => simOf(sim, markup.widgets, programs, replayer))
  const orders = widgetsOf(markup.widgets, 'Outcomes').map(({ attributes }) =>
    ordersOf(attributes.program, programs, replayer),
  )
  const races = widgetsOf(markup.widgets, 'Race').map(({ attributes }) =>
    storiesOf(attributes.program, programs, replayer),
  )
  const maps = widgetsOf(markup.widgets, 'States').map(({ attributes }) =>
    mapOf(attributes, programs, replayer),
  )
  const compares = widgetsOf(markup.widgets, 'Compare').map(({ attributes }) =>
    compareOf(attributes, programs),
  )
  const policies = widgetsOf(markup.widgets, 'Policies').map(({ attributes }) =>
    policiesOf(attributes, programs),
  )
  const { rows } = beliefsOf(root, slug)
  const predictions = predictionsOf(slug, markup.widgets, sims, rows, replayer)
  const { widgets } = markup
  return { code, front, sections, widgets, sims, orders, races, maps, compares, policies, predictions }
}

async function bundle(
  root: string,
  file: string,
  source: string,
  markup: Markup,
  settle: Parameters<typeof markupPlugin>[2],
): Promise<string> {
  try {
    const { code } = await bundleMDX({
      // A path of no file: the bundler would read an existing one from disk instead of `value`.
      source: { path: path.join(root, `${file}.escaped.mdx`), cwd: root, value: source },
      cwd: root,
      mdxOptions: (options) => ({
        ...options,
        development: false,
        remarkPlugins: [...(options.remarkPlugins ?? []), remarkGfm, markupPlugin(file, markup, settle)],
      }),
      esbuildOptions: (options) => ({ ...options, target: 'es2022', logLevel: 'silent' }),
    })
    return code
  } catch (error) {
    throw syntaxError(file, error, markup)
  }
}

function syntaxError(file: string, error: unknown, markup: Markup): unknown {
  if (error instanceof ContentError) return error
  if (markup.faults.length > 0) return new ContentError(markup.faults)
  const first = (error as { errors?: { text: string; location: { line: number } | null }[] }).errors?.[0]
  if (!first) return error
  return new ContentError([
    { file, line: first.location?.line ?? null, code: 'syntax', message: syntaxMessage(first.text) },
  ])
}

/** The compiler's complaint without its preamble and its own copy of the place. */
function syntaxMessage(text: string): string {
  const line = text.split('\n').find((part) => /^\s*\d+:\d+/.test(part)) ?? text
  return line.replace(/^\s*\d+:\d+(-\d+:\d+)?:?\s*/, '').trim()
}

function simOf(
  sim: Widget<'Sim'>,
  widgets: readonly Widget[],
  programs: Readonly<Record<string, string>>,
  replayer: Replayer,
): LessonSim {
  const { id, title, program, parts, grain, schedule = null } = sim.attributes
  const { start = 0 } = settleWidget(sim, widgets, programs, replayer)
  return {
    id,
    title,
    file: program,
    source: programs[program] ?? '',
    config: configOf(sim.attributes),
    isPredicted: widgetsOf(widgets, 'Predict').some((predict) => predict.attributes.sim === id),
    parts: SIMULATOR_PARTS.filter((part) => parts.split(' ').includes(part)),
    grain,
    schedule,
    start,
    passages: widgetsOf(widgets, 'Passage').flatMap((passage) => {
      const at = momentOf(passage, widgets, programs, replayer)
      const { id: named, sim: of, title: words } = passage.attributes
      return of === id && at !== null ? [{ id: `passage-${named}`, title: words, start: at }] : []
    }),
  }
}
