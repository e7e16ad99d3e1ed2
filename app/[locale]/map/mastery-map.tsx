import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { LyingBars, percent } from '../today/mastery-bar'
import type { LessonView, MapView, MapWords } from './map-view'

/** The course, module by module, with what is known of each lesson's concepts; a lesson opens to its rows. */
export function MasteryMap(props: { view: MapView; locale: string; words: MapWords }) {
  return (
    <ol className="mastery-map">
      {props.view.modules.map(({ title, lessons }) => (
        <li key={title}>
          <h3>{title}</h3>
          <ol>
            {lessons.map((lesson) => (
              <li key={lesson.slug}>
                <Lesson lesson={lesson} href={`/${props.locale}/learn/${lesson.slug}`} words={props.words} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function Lesson({ lesson, href, words }: { lesson: LessonView; href: string; words: MapWords }) {
  const { number, title, isKnown, after, mean, concepts } = lesson
  const name = (
    <span className="mastery-lesson">
      <span>{number}</span> {title}
      {after.length > 0 && <small>{fill(words.from, { numbers: after.join('·') })}</small>}
      {isKnown && (
        <small className="mastery-known">
          <Icon name="check" size={12} bold /> {words.known}
        </small>
      )}
    </span>
  )
  if (concepts.length === 0) return <a href={href}>{name}</a>
  return (
    <details>
      <summary>
        {name}
        <span className="mastery-cells">
          <LyingBars shown={concepts.map(({ shown }) => shown)} />
        </span>
        <span className="mastery-mean">
          {mean === null ? words.unanswered : `${words.lessonMean} ${percent(mean)}`}
        </span>
      </summary>
      <ul className="mastery-rows">
        {concepts.map((concept) => (
          <Concept key={concept.name} concept={concept} words={words} />
        ))}
      </ul>
      <a className="link" href={href}>
        {title}
      </a>
    </details>
  )
}

function Concept({ concept, words }: { concept: LessonView['concepts'][number]; words: MapWords }) {
  const { name, needs, answers, shown } = concept
  return (
    <li>
      <span>{name}</span>
      <LyingBars shown={[shown]} />
      <small>
        {shown ? (
          <>
            <b>{percent(shown.level)}</b>
            {` ${percent(shown.low)}–${percent(shown.high)} · ${fill(words.answers, { n: answers })}`}
          </>
        ) : (
          words.unanswered
        )}
      </small>
      {needs.length > 0 && (
        <p className="mastery-needs">
          <Inline text={`${words.needs} ${needs.join(', ')}`} />
        </p>
      )}
    </li>
  )
}
