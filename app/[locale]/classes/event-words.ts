import { fill } from '@/app/_ui/fill'
import { OFFERS } from '@/lib/classroom/classroom'
import type { EventRow } from '@/lib/classroom/event-log'
import { catalogLesson } from '@/lib/content/catalog'
import { concepts, misconception } from '@/lib/content/concept'
import type { classLog as english } from '@/lib/i18n/en/class-log'
import { messages } from '@/lib/i18n/messages'

/** What happened to a class, as a sentence.
 *  @param whom what it is to be told of instead of the name of whom it was about */
export function eventWords(
  event: Omit<EventRow, 'id' | 'at'>,
  locale: 'ko' | 'en',
  whom: string | null = event.subject,
): string {
  const { classLog: m } = messages(locale)
  const { kind } = event
  const template = isUntitled(event) ? m.untitled[event.kind] : m.kinds[kind]
  return fill(template, {
    who: event.actor ?? m.gone,
    whom: whom ?? m.gone,
    about: about(event, locale),
    n: event.count ?? 0,
  })
}

type Untitled = keyof (typeof english)['untitled']
function isUntitled<T extends Pick<EventRow, 'kind' | 'about'>>(event: T): event is T & { kind: Untitled } {
  const { kind, about } = event
  return about === null
    ? kind === 'results_seen' || kind === 'holders_seen'
    : kind === 'course_set' && about === ''
}

/** What it was about, where the database holds no more than a word of ours. */
function about({ kind, about: word }: Pick<EventRow, 'kind' | 'about'>, locale: 'ko' | 'en'): string {
  const { classExport, classLog: m } = messages(locale)
  if (kind === 'exported' || kind === 'read_by_token') {
    const table = Object.entries(classExport.names).find(([name]) => name === word)
    return table?.[1] ?? word ?? ''
  }
  if (kind === 'course_set')
    return (word ?? '')
      .split(' ')
      .map((slug) => catalogLesson(slug)?.title[locale] ?? slug)
      .join(' · ')
  if (kind === 'sectioned') return word || messages(locale).classSections.none
  if (kind === 'holders_seen') return misconception(concepts(), word ?? '')?.name[locale] ?? word ?? ''
  if (kind === 'staff_joined') return word === 'assistant' ? m.roles.assistant : m.roles.teacher
  if (kind === 'offered') {
    const offer = OFFERS.find((one) => one === word)
    return offer ? m.offers[offer] : ''
  }
  return word ?? ''
}
