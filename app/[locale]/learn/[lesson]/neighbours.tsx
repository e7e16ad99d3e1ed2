import { catalog } from '@/lib/content/catalog'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { LessonWay, Neighbour } from '../../paths/lesson-way'
import { ClassWay } from './class-way'

/** What comes before and after a lesson: in the course, or on the way that led here (`WayScript`). */
export function LessonNeighbours(props: { slug: string; ways: readonly LessonWay[]; locale: Locale }) {
  const { slug, ways, locale } = props
  const { lesson: m, classCourse: ofClass } = messages(locale)
  const { lessons } = catalog()
  const at = lessons.findIndex((one) => one.slug === slug)
  const ofCourse = (index: number, says: string): Neighbour | null => {
    const lesson = lessons[index]
    return lesson ? { says, title: lesson.title[locale], href: `/${locale}/learn/${lesson.slug}` } : null
  }
  const [before, after] = [ofCourse(at - 1, m.previous), ofCourse(at + 1, m.next)]
  return (
    <>
      <nav className="lesson-neighbours off-way" aria-label={`${m.previous}, ${m.next}`}>
        {before && <Beside neighbour={before} />}
        {after && <Beside neighbour={after} isNext />}
      </nav>
      <ClassWay
        slug={slug}
        locale={locale}
        previous={m.previous}
        next={m.next}
        words={{ place: ofClass.place, finished: ofClass.finished }}
      />
      {ways.map((way) => (
        <nav
          key={way.path}
          className="lesson-neighbours on-way"
          data-ways={way.path}
          aria-label={way.title}
          suppressHydrationWarning
        >
          {way.before && <Beside neighbour={way.before} />}
          <Beside neighbour={way.after} isNext />
          <a href={way.planHref} className="lesson-plan">
            {messages(locale).path.backTo}
          </a>
        </nav>
      ))}
    </>
  )
}

function Beside({ neighbour: { says, title, href }, isNext }: { neighbour: Neighbour; isNext?: boolean }) {
  return (
    <a href={href} rel={isNext ? 'next' : 'prev'} className={isNext ? 'lesson-next' : undefined}>
      <span>{says}</span>
      <b>{title}</b>
    </a>
  )
}
