import { catalog, catalogLesson } from '@/lib/content/catalog'
import { type LearningPath, learningPaths } from '@/lib/content/path'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { stepHref } from '../../paths/step-href'
import { type LedWay, type Neighbour, WayNeighbours } from './way-neighbours'

/** What comes before and after a lesson: in the course, or on the way that led here. */
export function LessonNeighbours({ slug, locale }: { slug: string; locale: Locale }) {
  const m = messages(locale)
  const { lessons } = catalog()
  const at = lessons.findIndex((one) => one.slug === slug)
  const ofCourse = (index: number, says: string): Neighbour | null => {
    const lesson = lessons[index]
    return lesson ? { says, title: lesson.title[locale], href: `/${locale}/learn/${lesson.slug}` } : null
  }
  const ways = learningPaths().flatMap((path) => ledWay(path, slug, locale) ?? [])
  return (
    <WayNeighbours
      label={`${m.lesson.previous}, ${m.lesson.next}`}
      course={[ofCourse(at - 1, m.lesson.previous), ofCourse(at + 1, m.lesson.next)]}
      ways={ways}
    />
  )
}

/** The steps beside a lesson on a way; after its last one the way's own page, which says what comes then. */
function ledWay(path: LearningPath, slug: string, locale: Locale): LedWay | null {
  const m = messages(locale).path
  const at = path.steps.findIndex(({ lesson }) => lesson === slug)
  if (at < 0) return null
  const beside = (index: number): Neighbour | null => {
    const step = path.steps[index]
    if (!step) return null
    const title = catalogLesson(step.lesson)?.title[locale] ?? step.lesson
    return { says: m.step(index + 1, path.steps.length), title, href: stepHref(path, step, locale) }
  }
  const whole = { says: m.backTo, title: path.title[locale], href: `/${locale}/paths/${path.id}` }
  return { path: path.id, title: path.title[locale], beside: [beside(at - 1), beside(at + 1) ?? whole] }
}
