import type { ReactNode } from 'react'
import type { ScheduleStage } from '@/app/_quiz/form'
import type { LoadedLesson } from '@/lib/content/lesson'
import { compile } from '@/lib/engine'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as enWords } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as koWords } from '@/lib/i18n/ko/simulator'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import type { PublicItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { Program } from '../../_shell/program'
import { QuizIsland } from './quiz-island'

/** Every page is the same for everyone, so its items share one seed; trying again makes a new one. */
const PAGE_SEED = 1

/** The quiz of a lesson. From here on only public items exist. */
export function LessonQuiz({ lesson, locale }: { lesson: LoadedLesson; locale: Locale }) {
  const items = lesson.items
    .filter((item) => item.kind !== 'card')
    .map((item) => publicItem(item, locale, PAGE_SEED))
  if (items.length === 0) return null
  const programs: Record<string, ReactNode> = {}
  const stages: Record<string, ScheduleStage> = {}
  for (const item of items) {
    if (item.kind === 'schedule') stages[item.id] = stageOf(item, locale)
    else if (item.program)
      programs[item.id] = (
        <Program
          file={item.program.file}
          source={item.program.source}
          label={messages(locale).quiz.program}
        />
      )
  }
  return (
    <QuizIsland
      lesson={lesson.slug}
      items={items}
      programs={programs}
      stages={stages}
      locale={locale}
      labels={messages(locale).quiz}
    />
  )
}

const PARTS = ['code', 'tasks', 'memory', 'timeline', 'choose'] as const

function stageOf(item: PublicItem, locale: Locale): ScheduleStage {
  if (!item.program) throw new Error(`${item.id} has no program to steer`)
  const { file, source, config } = item.program
  const files = [{ name: file, text: source }]
  const input = { files, config, schedule: '', grain: 'operation' as const, locale, parts: PARTS }
  const session = openSession(input, compile(input.files), locale === 'ko' ? koEvent : enEvent)
  return {
    input,
    shape: shapeOf(session),
    frame: frameAt(session, 0),
    words: locale === 'ko' ? koWords : enWords,
  }
}
