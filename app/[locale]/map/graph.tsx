import { Icon } from '@/app/_ui/icon'
import { catalog } from '@/lib/content/catalog'
import { courseGraph, type GraphEdge, type GraphNode } from '@/lib/content/course-graph'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { ConceptMastery, Estimate } from '@/lib/progress/mastery'
import { levelOf, percent } from '../today/mastery-bar'
import { conceptRows, meanOf } from './concept-rows'
import { GraphKeys } from './graph-keys'

/** Of the drawing, in its own units: a column with the gap after it, a row, and a lesson's box. */
const COLUMN = 190
const ROW = 92
const BOX = { width: 146, height: 84 }
const BAR = { wide: 9, high: 22, step: 12 }
const EDGE = { top: 14, round: 7 }
/** Where a line meets a box: at its bars. */
const MEETS = 30

/** The course as a drawing: lessons after those that they need, a bar for each concept of theirs. It can be walked along its
 *  lines by arrows. The list beside it says the same in words.
 *  @param here the lesson to go on with, if there is one */
export function CourseGraph(props: {
  mastery: readonly ConceptMastery[]
  /** Lessons that may be skipped. */
  known: ReadonlySet<string>
  here: string | null
  locale: Locale
}) {
  const { mastery, known, here, locale } = props
  const { map: m, known: k } = messages(locale)
  const { lessons } = catalog()
  const graph = courseGraph(lessons)
  const levels = new Map(mastery.map((one) => [one.concept, one]))
  const rowsOf = new Map(lessons.map(({ slug, itemIds }) => [slug, conceptRows(itemIds, levels, locale)]))
  const isBegun = (slug: string) => (rowsOf.get(slug) ?? []).some(({ estimate }) => estimate)
  const [width, height] = [
    (graph.columns - 1) * COLUMN + BOX.width + 2,
    (graph.rows - 1) * ROW + BOX.height + EDGE.top,
  ]
  return (
    <GraphKeys label={m.graph}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the section is named, and its lessons are links */}
      <svg className="course-graph" viewBox={`0 0 ${width} ${height}`}>
        {graph.edges.map((edge) => (
          <path
            key={`${edge.from} ${edge.to}`}
            d={lineOf(edge, graph.lanes, (rowsOf.get(edge.from) ?? []).length)}
            data-from={edge.from}
            data-to={edge.to}
            data-known={isBegun(edge.from) || undefined}
          />
        ))}
        {graph.nodes.map((node) => {
          const at = lessons.findIndex(({ slug }) => slug === node.slug)
          const rows = rowsOf.get(node.slug) ?? []
          const mean = meanOf(rows)
          return (
            <foreignObject
              key={node.slug}
              x={node.column * COLUMN}
              y={node.y * ROW + EDGE.top - 8}
              width={BOX.width}
              height={BOX.height}
            >
              <a
                className="graph-lesson"
                href={`/${locale}/learn/${node.slug}`}
                data-lesson={node.slug}
                data-here={node.slug === here || undefined}
                data-begun={mean === null ? undefined : ''}
                {...besideOf(node, graph.nodes, graph.edges)}
              >
                <span className="graph-over">
                  {mean === null ? <span className="visually-hidden">{m.notYet}</span> : percent(mean)}
                  {node.slug === here && <b>{m.here}</b>}
                  {known.has(node.slug) && (
                    <>
                      <Icon name="check" size={12} bold />
                      {k.mark}
                    </>
                  )}
                </span>
                <ConceptBars estimates={rows.map(({ estimate }) => estimate)} />
                <span className="graph-title">
                  {at + 1} {shortTitle(lessons[at]?.title[locale] ?? node.slug)}
                </span>
              </a>
            </foreignObject>
          )
        })}
      </svg>
    </GraphKeys>
  )
}

/** Standing bars, a concept each: the tick is the estimate, the painted part its interval, the colour the level. */
function ConceptBars({ estimates }: { estimates: readonly (Estimate | null)[] }) {
  const { wide, high, step } = BAR
  return (
    <svg width={estimates.length * step} height={high} aria-hidden="true">
      {estimates.map((estimate, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lesson's concepts keep their order
        <g key={i} transform={`translate(${i * step} 0)`}>
          <rect
            className={`mastery-frame${estimate ? '' : ' mastery-none'}`}
            x="0.5"
            y="0.5"
            width={wide - 1}
            height={high - 1}
            rx="2"
          />
          {estimate && (
            <>
              <rect
                className={`cell-${levelOf(estimate.level)}`}
                x="1"
                y={(1 - estimate.high) * high}
                width={wide - 2}
                height={(estimate.high - estimate.low) * high}
              />
              <rect className="mastery-tick" y={(1 - estimate.level) * high - 1} width={wide} height="2" />
            </>
          )}
        </g>
      ))}
    </svg>
  )
}

/** A line from a lesson's bars to the next lesson: straight through the columns, turning with round corners in the gaps. */
function lineOf({ stations }: GraphEdge, lanes: readonly number[], bars: number): string {
  const height = (y: number) => y * ROW + EDGE.top + MEETS
  const [first, ...rest] = stations
  if (!first) return ''
  let path = `M${first.column * COLUMN + bars * BAR.step + 6} ${height(first.y)}`
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
    'data-right': nearest(edges.filter(({ from }) => from === node.slug).map(({ to }) => to)),
    'data-left': nearest(edges.filter(({ to }) => to === node.slug).map(({ from }) => from)),
    'data-up': column[at - 1]?.slug,
    'data-down': column[at + 1]?.slug,
  }
}

/** The part of a title before its colon. */
function shortTitle(title: string): string {
  return (title.split(':', 1)[0] ?? title).replace(/\s*\([^)]*\)$/, '')
}
