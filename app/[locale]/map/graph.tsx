import { Icon } from '@/app/_ui/icon'
import { percent, StandingBars } from '../today/mastery-bar'
import { GraphKeys } from './graph-keys'
import type { LessonView, MapView, MapWords, NodeView } from './map-view'

/** The course as a drawing: lessons after those that they need, a bar for each concept of theirs. It can be walked along its
 *  lines by arrows. The list beside it says the same in words.
 *  @param here the lesson to go on with, if there is one */
export function CourseGraph(props: { view: MapView; here: string | null; locale: string; words: MapWords }) {
  const { view, here, locale, words } = props
  const { size, box, nodes, edges, modules } = view
  const lessons = new Map(modules.flatMap((one) => one.lessons).map((lesson) => [lesson.slug, lesson]))
  return (
    <GraphKeys label={words.graph}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the section is named, and its lessons are links */}
      <svg className="course-graph" viewBox={`0 0 ${size.width} ${size.height}`}>
        {edges.map(({ from, to, d, isBegun }) => (
          <path key={`${from} ${to}`} d={d} data-from={from} data-to={to} data-known={isBegun || undefined} />
        ))}
        {nodes.map((node) => {
          const lesson = lessons.get(node.slug)
          return (
            lesson && (
              <foreignObject key={node.slug} x={node.x} y={node.y} {...box}>
                <LessonBox
                  lesson={lesson}
                  node={node}
                  isHere={node.slug === here}
                  locale={locale}
                  words={words}
                />
              </foreignObject>
            )
          )
        })}
      </svg>
    </GraphKeys>
  )
}

function LessonBox(props: {
  lesson: LessonView
  node: NodeView
  isHere: boolean
  locale: string
  words: MapWords
}) {
  const { lesson, node, isHere, locale, words } = props
  const { left, right, up, down } = node.beside
  return (
    <a
      className="graph-lesson"
      href={`/${locale}/learn/${node.slug}`}
      data-lesson={node.slug}
      data-here={isHere || undefined}
      data-begun={lesson.mean === null ? undefined : ''}
      data-left={left}
      data-right={right}
      data-up={up}
      data-down={down}
    >
      <span className="graph-over">
        {lesson.mean === null ? (
          <span className="visually-hidden">{words.notYet}</span>
        ) : (
          percent(lesson.mean)
        )}
        {isHere && <b>{words.here}</b>}
        {lesson.isKnown && (
          <>
            <Icon name="check" size={12} bold />
            {words.known}
          </>
        )}
      </span>
      <StandingBars shown={lesson.concepts.map(({ shown }) => shown)} />
      <span className="graph-title">{`${lesson.number} ${node.short}`}</span>
    </a>
  )
}
