import type { LoadedLesson } from '@/lib/content/lesson'
import { compile } from '@/lib/engine'
import { compare as enCompare } from '@/lib/i18n/en/compare'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { compare as koCompare } from '@/lib/i18n/ko/compare'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import type { Locale } from '@/lib/i18n/locale'
import { comparePicture, compareSessions } from '@/lib/player/compare'
import { openSession, type RunInput } from '@/lib/player/session'
import { LessonCompare } from './compare'
import { UntilRun } from './order-figures'
import '@/app/_widgets/compare.css'

/** Two runs in lockstep, opened where they part. The first picture is drawn here. */
export function Compare({ lesson, locale, id }: { lesson: LoadedLesson; locale: Locale; id: string }) {
  const known = lesson.compares.find((one) => one.id === id)
  if (!known) throw new Error(`${lesson.slug} compares no ${id}`)
  const words = locale === 'ko' ? koCompare : enCompare
  const [left, right] = [known.left, known.right].map(({ name, file, source, config, schedule }) => {
    const input: RunInput = {
      files: [{ name: file, text: source }],
      config,
      schedule: schedule ?? '',
      grain: known.grain,
      locale,
      parts: [],
    }
    return {
      name,
      input,
      session: openSession(input, compile(input.files), locale === 'ko' ? koEvent : enEvent),
    }
  })
  if (!left || !right) throw new Error('two runs are compared')
  const comparison = compareSessions(left.session, right.session)
  const column = comparison.parting?.column ?? 0
  return (
    <UntilRun lesson={lesson} file={known.right.file} label={words.open}>
      <LessonCompare
        title={known.title}
        left={{ name: left.name, input: left.input }}
        right={{ name: right.name, input: right.input }}
        first={{ comparison, picture: comparePicture(left.session, right.session, comparison, column) }}
        words={words}
        labels={locale === 'ko' ? koLabels : enLabels}
      />
    </UntilRun>
  )
}
