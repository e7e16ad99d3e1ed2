import { catalog } from '@/lib/content/catalog'
import { courseGraph, type GraphEdge, type GraphNode } from '@/lib/content/course-graph'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { ConceptMastery } from '@/lib/progress/mastery'
import { type Shown, STANDING } from '../today/mastery-bar'
import { conceptRows, meanOf } from './concept-rows'

/** Of the drawing, in its own units: a column with the gap after it, a row, and a lesson's box. */
const COLUMN = 190
const ROW = 92
const BOX = { width: 146, height: 84 }
const EDGE = { top: 14, round: 7 }
/** Where a line meets a box: at its bars. */
const MEETS = 30

type Size = { readonly width: number; readonly height: number }

/** The course as the map draws it: what crosses to the browser, so nothing stands in it twice. */
export type MapView = {
  readonly modules: readonly { readonly title: string; readonly lessons: readonly LessonView[] }[]
  readonly size: Size
  /** Of each lesson's box. */
  readonly box: Size
  readonly nodes: readonly NodeView[]
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    readonly d: string
    readonly isBegun: boolean
  }[]
}

export type LessonView = {
  readonly slug: string
  readonly number: number
  readonly title: string
  readonly isKnown: boolean
  /** Numbers of the lessons that come before. */
  readonly after: readonly number[]
  /** Mean level of the concepts that were answered, null while none was. */
  readonly mean: number | null
  readonly concepts: readonly {
    readonly name: string
    /** Names of the concepts that have to be known before. */
    readonly needs: readonly string[]
    readonly answers: number
    readonly shown: Shown
  }[]
}

export type NodeView = {
  readonly slug: string
  readonly short: string
  readonly x: number
  readonly y: number
  readonly beside: Readonly<Record<'left' | 'right' | 'up' | 'down', string | undefined>>
}

/** @param known lessons that may be skipped */
export function mapView(
  mastery: readonly ConceptMastery[],
  known: ReadonlySet<string>,
  locale: Locale,
): MapView {
  const { modules, lessons } = catalog()
  const graph = courseGraph(lessons)
  const levels = new Map(mastery.map((one) => [one.concept, one]))
  const views = new Map(
    lessons.map(({ slug, title, itemIds, after }, i): [string, LessonView] => {
      const rows = conceptRows(itemIds, levels, locale)
      const concepts = rows.map(({ name, needs, answers, estimate }) => ({
        name,
        needs,
        answers,
        shown: estimate && {
          level: thousandth(estimate.level),
          low: thousandth(estimate.low),
          high: thousandth(estimate.high),
        },
      }))
      const numbers = lessons.flatMap((one, at) => (after.includes(one.slug) ? [at + 1] : []))
      return [
        slug,
        {
          slug,
          number: i + 1,
          title: title[locale],
          isKnown: known.has(slug),
          after: numbers,
          mean: meanOf(rows),
          concepts,
        },
      ]
    }),
  )
  return {
    modules: modules.map((module) => ({
      title: module.title[locale],
      lessons: module.lessons.flatMap((slug) => views.get(slug) ?? []),
    })),
    size: {
      width: (graph.columns - 1) * COLUMN + BOX.width + 2,
      height: (graph.rows - 1) * ROW + BOX.height + EDGE.top,
    },
    box: BOX,
    nodes: graph.nodes.map((node) => ({
      slug: node.slug,
      short: shortTitle(views.get(node.slug)?.title ?? node.slug),
      x: node.column * COLUMN,
      y: node.y * ROW + EDGE.top - 8,
      beside: besideOf(node, graph.nodes, graph.edges),
    })),
    edges: graph.edges.map((edge) => {
      const from = views.get(edge.from)
      return {
        from: edge.from,
        to: edge.to,
        d: lineOf(edge, graph.lanes, from?.concepts.length ?? 0),
        isBegun: from?.mean != null,
      }
    }),
  }
}

/** The words of the map; those with a value are filled in by the browser. */
export function mapWords(locale: Locale) {
  const { map, today, known } = messages(locale)
  const { graph, here, notYet, legend, levels, needs, from } = map
  const { answers, unanswered, lessonMean } = today
  return {
    graph,
    here,
    notYet,
    legend,
    levels,
    needs,
    from,
    answers,
    unanswered,
    lessonMean,
    known: known.mark,
  }
}
export type MapWords = ReturnType<typeof mapWords>

/** What is drawn of an estimate; a whole number of hundredths is written. */
function thousandth(share: number): number {
  return Math.round(share * 1000) / 1000
}

/** A line from a lesson's bars to the next lesson: straight through the columns, turning with round corners in the gaps. */
function lineOf({ stations }: GraphEdge, lanes: readonly number[], bars: number): string {
  const height = (y: number) => y * ROW + EDGE.top + MEETS
  const [first, ...rest] = stations
  if (!first) return ''
  let path = `M${first.column * COLUMN + bars * STANDING.step + 6} ${height(first.y)}`
  let last = first
  for (const station of rest) {
    const gap = COLUMN - BOX.width - 12
    const share = (last.lane + 1) / ((lanes[last.column] ?? 0) + 1)
    const turn = last.column * COLUMN + BOX.width + 4 + gap * share
    const [from, to] = [height(last.y), height(station.y)]
    const r = Math.min(EDGE.round, Math.abs(to - from) / 2)
    const way = to > from ? r : -r
    if (Math.abs(to - from) > 0.5)
      path += ` H${turn - r} Q${turn} ${from} ${turn} ${from + way} V${to - way} Q${turn} ${to} ${turn + r} ${to}`
    path += ` H${station.column * COLUMN - 4}`
    last = station
  }
  return path
}

/** Where each arrow leads from a lesson: along its lines to the nearest one, and up and down its column. */
function besideOf(node: GraphNode, nodes: readonly GraphNode[], edges: readonly GraphEdge[]) {
  const nearest = (slugs: readonly string[]) =>
    nodes
      .filter(({ slug }) => slugs.includes(slug))
      .sort((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y))[0]?.slug
  const column = nodes.filter((one) => one.column === node.column).sort((a, b) => a.y - b.y)
  const at = column.indexOf(node)
  return {
    right: nearest(edges.filter(({ from }) => from === node.slug).map(({ to }) => to)),
    left: nearest(edges.filter(({ to }) => to === node.slug).map(({ from }) => from)),
    up: column[at - 1]?.slug,
    down: column[at + 1]?.slug,
  }
}

/** The part of a title before its colon. */
function shortTitle(title: string): string {
  return (title.split(':', 1)[0] ?? title).replace(/\s*\([^)]*\)$/, '')
}
