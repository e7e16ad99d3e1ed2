import { fill } from '@/app/_ui/fill'
import { OFFERS } from '@/lib/classroom/classroom'
import type { EventRow } from '@/lib/classroom/event-log'
import { concepts, misconception } from '@/lib/content/concept'
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
  const isUntitled = (kind === 'results_seen' || kind === 'holders_seen') && event.about === null
  return fill(isUntitled ? m.untitled[kind] : m.kinds[kind], {
    who: event.actor ?? m.gone,
    whom: whom ?? m.gone,
    about: about(event, locale),
    n: event.count ?? 0,
  })
}

/** What it was about, where the database holds no more than a word of ours. */
function about({ kind, about: word }: Pick<EventRow, 'kind' | 'about'>, locale: 'ko' | 'en'): string {
  const { classExport, classLog: m } = messages(locale)
  if (kind === 'exported' || kind === 'read_by_token') {
    const table = Object.entries(classExport.names).find(([name]) => name === word)
    return table?.[1] ?? word ?? ''
  }
  if (kind === 'sectioned') return word || messages(locale).classSections.none
  if (kind === 'holders_seen') return misconception(concepts(), word ?? '')?.name[locale] ?? word ?? ''
  if (kind === 'staff_joined') return word === 'assistant' ? m.roles.assistant : m.roles.teacher
  if (kind === 'offered') {
    const offer = OFFERS.find((one) => one === word)
    return offer ? m.offers[offer] : ''
  }
  return word ?? ''
}
