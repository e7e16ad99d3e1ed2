import type { ReactNode } from 'react'
import type { ScheduleStage } from '@/app/_quiz/form'
import { Program } from '@/app/_widgets/listing'
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

/** What is drawn on the server for the items of a quiz, by their hashes: listings of programs that are read, and the first
 *  pictures of those that are steered. */
export function askedParts(
  items: readonly PublicItem[],
  locale: Locale,
): { readonly programs: Record<string, ReactNode>; readonly stages: Record<string, ScheduleStage> } {
  const programs: Record<string, ReactNode> = {}
  const stages: Record<string, ScheduleStage> = {}
  for (const item of items) {
    if (!item.program) continue
    if (item.kind === 'schedule') stages[item.hash] = stageOf(item, locale)
    else {
      const { file, source } = item.program
      programs[item.hash] = <Program file={file} source={source} label={messages(locale).quiz.program} />
    }
  }
  return { programs, stages }
}

/** Those that were drawn, by hash and language, of which content has few: one costs as much as all the rest of a page of
 *  questions. */
const drawn = new Map<string, ScheduleStage>()

function stageOf(item: PublicItem, locale: Locale): ScheduleStage {
  const key = `${item.hash} ${locale}`
  const stage = drawn.get(key) ?? drawStage(item, locale)
  drawn.set(key, stage)
  return stage
}

/** What a schedule is chosen beside. */
const PARTS = ['code', 'tasks', 'memory', 'timeline', 'choose'] as const

function drawStage(item: PublicItem, locale: Locale): ScheduleStage {
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
