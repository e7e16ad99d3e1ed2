import type { Item, ItemOf, Locale } from '@/lib/quiz/item'
import { inline } from './markup'
import {
  extendedText,
  inlineChoice,
  optionName,
  partName,
  type QtiParts,
  RESPONSE,
  textEntry,
  toldTo,
} from './qti-part'
import {
  all,
  any,
  element,
  isAmong,
  isCorrect,
  isNear,
  isSame,
  isTyped,
  mapResponse,
  not,
  ordered,
  type Response,
  times,
  value,
  variable,
} from './qti-rule'
import { cellsOf, gapsOf, pairsOf } from './qti-slots'
import type { WhyRefused } from './question'

/** Of so many right orders at most each is named. */
const MAX_ORDERS = 60

/** What of an item QTI has interactions and scores for, in one language, or why it has none.
 *
 *  What is earned is what is earned here, but for three things that QTI has no words for: of several lines of output, and of an
 *  order, no part earns a part, and blanks within a typed word count. */
export function qtiPartsOf(item: Item, locale: Locale): QtiParts | { readonly why: WhyRefused } {
  switch (item.kind) {
    case 'choice':
    case 'multi':
    case 'possible-outputs':
      return optionsOf(item, locale)
    case 'predict':
      return outputOf(item)
    case 'numeric':
      return numberOf(item, locale)
    case 'cloze':
      return gapsOf(item, locale)
    case 'match':
    case 'classify':
    case 'label':
    case 'tree':
      return pairsOf(item, locale)
    case 'state-trace':
      return cellsOf(item, locale)
    case 'order':
      return orderOf(item, locale)
    case 'card':
      return {
        responses: [{ id: RESPONSE, type: 'string', cardinality: 'single', correct: [] }],
        body: extendedText(RESPONSE, 'plain'),
        ...{ score: null, told: [] },
      }
    case 'schedule':
    case 'mend':
      return { why: item.kind }
    default:
      return { why: 'kind' }
  }
}

function optionsOf(item: ItemOf<'choice' | 'multi' | 'possible-outputs'>, locale: Locale): QtiParts {
  const { options, rubric } = item
  const isSingle = item.kind === 'choice'
  const right = options.filter(({ correct }) => correct)
  const share = rubric.points / right.length
  const entries = options
    .filter(({ correct }) => correct || !isSingle)
    .map(({ id, correct }) => ({ key: optionName(id), worth: correct ? share : -share }))
  const isWhole = rubric.partial === 'whole' && !isSingle
  const response: Response = {
    ...{ id: RESPONSE, type: 'identifier', cardinality: isSingle ? 'single' : 'multiple' },
    correct: right.map(({ id }) => optionName(id)),
    ...(!isWhole && { mapped: { most: rubric.points, entries } }),
  }
  const choices = options.map(({ id, text }) =>
    element('qti-simple-choice', { identifier: optionName(id) }, inline(text[locale])),
  )
  const isChosen = (id: string) => {
    const one = value('identifier', optionName(id))
    return isSingle ? isSame(variable(RESPONSE), one) : isAmong(one, variable(RESPONSE))
  }
  return {
    responses: [response],
    body: element(
      'qti-choice-interaction',
      { 'response-identifier': RESPONSE, shuffle: true, 'max-choices': isSingle ? 1 : 0 },
      ...choices,
    ),
    score: isWhole ? { whole: isCorrect(RESPONSE) } : { points: mapResponse(RESPONSE) },
    told: options.flatMap((option) => toldTo(option, isChosen(option.id))),
  }
}

function outputOf(item: ItemOf<'predict'>): QtiParts | { readonly why: WhyRefused } {
  const lines = (stdout: string) => stdout.replace(/\n+$/, '')
  const right = lines(item.key.stdout)
  // QTI takes an empty text for no answer.
  if (right.trim() === '') return { why: 'nothing' }
  return {
    responses: [{ id: RESPONSE, type: 'string', cardinality: 'single', correct: [right] }],
    body: right.includes('\n')
      ? extendedText(RESPONSE, 'preFormatted')
      : element('p', {}, textEntry(RESPONSE)),
    score: { whole: isTyped(RESPONSE, right, true) },
    told: item.slips
      .filter(({ stdout }) => lines(stdout) !== '')
      .flatMap((slip) => toldTo(slip, isTyped(RESPONSE, lines(slip.stdout), true))),
  }
}

function numberOf(item: ItemOf<'numeric'>, locale: Locale): QtiParts {
  const { units, key, tolerance, slips } = item
  const unit = partName('unit')
  const isChosen = units.length > 1
  const typed: Response = { id: RESPONSE, type: 'float', cardinality: 'single', correct: [String(key.value)] }
  const [first] = units
  const chosen: Response = {
    ...{ id: unit, type: 'identifier', cardinality: 'single' },
    correct: first ? [optionName(first.id)] : [],
  }
  const isNumber = (number: number) =>
    isChosen
      ? any(
          ...units.map(({ id, factor }) =>
            all(
              isSame(variable(unit), value('identifier', optionName(id))),
              isNear(times(variable(RESPONSE), factor), number, tolerance),
            ),
          ),
        )
      : isNear(variable(RESPONSE), number, tolerance)
  const behind = isChosen
    ? inlineChoice(
        unit,
        units.map(({ id, text }) => ({ name: optionName(id), text: text[locale] })),
      )
    : inline(first?.text[locale] ?? '')
  return {
    responses: isChosen ? [typed, chosen] : [typed],
    body: element('p', {}, textEntry(RESPONSE), behind === '' ? '' : ' ', behind),
    score: { whole: isNumber(key.value) },
    told: slips.flatMap((slip) => toldTo(slip, all(not(isNumber(key.value)), isNumber(slip.value)))),
  }
}

function orderOf(item: ItemOf<'order'>, locale: Locale): QtiParts | { readonly why: WhyRefused } {
  const { pieces, key } = item
  if (key.count > MAX_ORDERS) return { why: 'orders' }
  const nameOf = (order: readonly string[]) => order.map(optionName)
  const isOrder = (order: readonly string[]) =>
    isSame(variable(RESPONSE), ordered(...nameOf(order).map((name) => value('identifier', name))))
  const length = key.order.length
  return {
    responses: [{ id: RESPONSE, type: 'identifier', cardinality: 'ordered', correct: nameOf(key.order) }],
    body: element(
      'qti-order-interaction',
      { 'response-identifier': RESPONSE, shuffle: true, 'min-choices': length, 'max-choices': length },
      ...pieces.map(({ id, text }) =>
        element('qti-simple-choice', { identifier: optionName(id) }, inline(text[locale])),
      ),
    ),
    score: { whole: any(...rightOrders(key).map(isOrder)) },
    told: [],
  }
}

/** Every order that is right. */
function rightOrders({ order, before }: ItemOf<'order'>['key']): string[][] {
  if (order.length === 0) return [[]]
  return order.flatMap((first) => {
    const rest = order.filter((id) => id !== first)
    const mayLead = !before.some(([a, b]) => b === first && rest.includes(a))
    return mayLead ? rightOrders({ order: rest, before, count: 0 }).map((one) => [first, ...one]) : []
  })
}
