import type { Item, ItemOf, Locale, Localized } from '@/lib/quiz/item'
import { inline, sidesOf } from './markup'
import {
  inlineChoice,
  leftName,
  partName,
  type QtiParts,
  RESPONSE,
  rightName,
  textEntry,
  toldTo,
} from './qti-part'
import {
  all,
  any,
  element,
  isAmong,
  isCorrect,
  isSame,
  isTyped,
  mapResponse,
  not,
  type Response,
  sum,
  value,
  variable,
} from './qti-rule'

// Kinds of item whose answer puts things into places, as QTI.

export function gapsOf(item: ItemOf<'cloze'>, locale: Locale): QtiParts {
  const { blanks, key, rubric, slips } = item
  const other = locale === 'ko' ? 'en' : 'ko'
  const worth = rubric.points / blanks.length
  const responses = blanks.map(({ id }): Response => {
    const forms = key.accepted[id]
    const right = [...new Set([...(forms?.[locale] ?? []), ...(forms?.[other] ?? [])])]
    // Capital and small letters count as the same here too.
    const keys = [...new Map(right.map((form) => [form.toLowerCase(), form])).values()]
    const mapped = { most: worth, entries: keys.map((form) => ({ key: form, worth })) }
    return { id: partName(id), type: 'string', cardinality: 'single', correct: right.slice(0, 1), mapped }
  })
  const pieces = item.text[locale].split(/(\{\w\})/).map((piece) => {
    const id = /^\{(\w)\}$/.exec(piece)?.[1]
    const isBlank = id !== undefined && blanks.some((one) => one.id === id)
    return isBlank ? textEntry(partName(id)) : inline(piece)
  })
  return {
    responses,
    body: element('p', {}, ...pieces),
    score: partsScore(responses, rubric, ({ id, mapped }) =>
      any(...(mapped?.entries ?? []).map(({ key: form }) => isTyped(id, form, false))),
    ),
    told: slips.flatMap((slip) => toldTo(slip, isTyped(partName(slip.at), slip.typed, false))),
  }
}

/** What parts with a worth of their own earn together.
 *  @param isRight the condition on which one is right */
function partsScore(
  responses: readonly Response[],
  { partial }: Item['rubric'],
  isRight: (response: Response) => string,
): QtiParts['score'] {
  if (partial === 'whole') return { whole: all(...responses.map(isRight)) }
  return { points: sum(...responses.map(({ id }) => mapResponse(id))) }
}

export function pairsOf(item: ItemOf<'match' | 'classify' | 'label' | 'tree'>, locale: Locale): QtiParts {
  const { key, rubric, slips } = item
  const { left, right, isOnce } = sidesOf(item)
  const pair = (at: string, put: string) => `${leftName(at)} ${rightName(put)}`
  const isPut = (at: string, put: string) => isAmong(value('directedPair', pair(at, put)), variable(RESPONSE))
  const correct = Object.entries(key.placed).map(([at, put]) => pair(at, put))
  const share = rubric.points / correct.length
  const mapped = { most: rubric.points, entries: correct.map((one) => ({ key: one, worth: share })) }
  const isWhole = rubric.partial === 'whole'
  const choice = (name: string, text: Localized, most: number, isFixed: boolean) =>
    element(
      'qti-simple-associable-choice',
      { identifier: name, 'match-max': most, ...(isFixed && { fixed: true }) },
      inline(text[locale]),
    )
  return {
    responses: [
      ...[{ id: RESPONSE, type: 'directedPair', cardinality: 'multiple', correct } as const].map((one) =>
        isWhole ? one : { ...one, mapped },
      ),
    ],
    body: element(
      'qti-match-interaction',
      { 'response-identifier': RESPONSE, shuffle: true, 'max-associations': left.length },
      element('qti-simple-match-set', {}, ...left.map(({ id, text }) => choice(leftName(id), text, 1, true))),
      element(
        'qti-simple-match-set',
        {},
        ...right.map(({ id, text }) => choice(rightName(id), text, isOnce ? 1 : left.length, false)),
      ),
    ),
    score: isWhole ? { whole: isCorrect(RESPONSE) } : { points: mapResponse(RESPONSE) },
    told: slips.flatMap((slip) =>
      toldTo(
        slip,
        slip.put === null ? not(isPut(slip.at, key.placed[slip.at] ?? '')) : isPut(slip.at, slip.put),
      ),
    ),
  }
}

export function cellsOf(item: ItemOf<'state-trace'>, locale: Locale): QtiParts {
  const { rows, columns, states, given, key, rubric, slips } = item
  const cells = Object.keys(key.placed)
  const worth = rubric.points / cells.length
  // Each cell's own choices: no name stands twice in an item.
  const stateName = (at: string, id: string) => `${partName(at)}_${id}`
  const responses = cells.map((at): Response => {
    const right = stateName(at, key.placed[at] ?? '')
    const mapped = { most: worth, entries: [{ key: right, worth }] }
    return { id: partName(at), type: 'identifier', cardinality: 'single', correct: [right], mapped }
  })
  const cell = (at: string) => {
    const isAsked = at in key.placed && !(at in given)
    const known = states.find(({ id }) => id === given[at])?.text[locale] ?? ''
    const choices = states.map(({ id, text }) => ({ name: stateName(at, id), text: text[locale] }))
    return element('td', {}, isAsked ? inlineChoice(partName(at), choices) : inline(known))
  }
  const head = (text: Localized, scope: string) => element('th', { scope }, inline(text[locale]))
  const body = rows.map((row) =>
    element('tr', {}, head(row.text, 'row'), ...columns.map((one) => cell(`${row.id}.${one.id}`))),
  )
  return {
    responses,
    body: element(
      'table',
      {},
      element('thead', {}, element('tr', {}, '<td></td>', ...columns.map(({ text }) => head(text, 'col')))),
      element('tbody', {}, ...body),
    ),
    score: partsScore(responses, rubric, ({ id }) => isCorrect(id)),
    told: slips.flatMap((slip) => {
      const { at, put } = slip
      const isPut = (id: string) => isSame(variable(partName(at)), value('identifier', stateName(at, id)))
      return toldTo(slip, put === null ? not(isPut(key.placed[at] ?? '')) : isPut(put))
    }),
  }
}
