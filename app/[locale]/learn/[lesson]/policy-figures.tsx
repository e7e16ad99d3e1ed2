import type { LoadedLesson } from '@/lib/content/lesson'
import { SHOWN_POLICIES } from '@/lib/content/policies'
import { compile } from '@/lib/engine'
import { policy as enPolicy } from '@/lib/i18n/en/policy'
import { simulator as enLabels } from '@/lib/i18n/en/simulator'
import { policy as koPolicy } from '@/lib/i18n/ko/policy'
import { simulator as koLabels } from '@/lib/i18n/ko/simulator'
import type { Locale } from '@/lib/i18n/locale'
import { policyRunsOf } from '@/lib/player/policy-run'
import { LessonPolicies } from './policies'
import '@/app/_widgets/policy.css'

/** One workload under several policies. The first picture is drawn here. */
export function Policies({ lesson, locale, id }: { lesson: LoadedLesson; locale: Locale; id: string }) {
  const known = lesson.policies.find((one) => one.id === id)
  if (!known) throw new Error(`${lesson.slug} has no workload ${id}`)
  const { title, file, source, config } = known
  const files = [{ name: file, text: source }]
  const { program } = compile(files)
  if (!program) throw new Error(`${file} is no program`)
  return (
    <LessonPolicies
      title={title}
      input={{ files, config, schedule: '', grain: 'line', locale, parts: [] }}
      first={policyRunsOf(program, config, SHOWN_POLICIES)}
      words={locale === 'ko' ? koPolicy : enPolicy}
      labels={locale === 'ko' ? koLabels : enLabels}
    />
  )
}
