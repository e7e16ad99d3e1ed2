import type { Item, Locale, Localized } from '@/lib/quiz/item'
import { inline, plain, programOf } from './markup'
import type { QtiParts } from './qti-part'
import { qtiPartsOf } from './qti-parts'
import { declareResponse, element, set, value, when } from './qti-rule'
import type { WhyRefused } from './question'
import { isXmlText } from './xml'

/** Elements of items and tests, and the schema that they keep to. */
export const QTI = {
  xmlns: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xsi:schemaLocation':
    'http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
}
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The standard templates of response processing (section 5.4 of the Best Practices and Implementation Guide). */
const TEMPLATES = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates'

const SCORE = 'SCORE'

/** An item as an assessment item of QTI 3.0 in one language: what is asked, its program, what is right, what it earns, and what is
 *  said to answers. Or why there is none. */
export function qtiItem(item: Item, locale: Locale): { readonly xml: string } | { readonly why: WhyRefused } {
  const parts = qtiPartsOf(item, locale)
  if ('why' in parts) return parts
  const feedbacks = feedbacksOf(item, parts)
  const xml = `${XML_HEAD}${element(
    'qti-assessment-item',
    {
      ...QTI,
      identifier: item.id,
      title: titleOf(item.stem[locale]),
      ...{ adaptive: false, 'time-dependent': false, 'xml:lang': locale, 'tool-name': 'Forklore' },
    },
    ...parts.responses.map(declareResponse),
    declareScore(item.rubric.points, parts.score === null),
    ...feedbacks.map(({ outcome }) =>
      element('qti-outcome-declaration', {
        ...{ identifier: outcome, cardinality: 'single', 'base-type': 'identifier' },
      }),
    ),
    element('qti-item-body', {}, `<p>${inline(item.stem[locale])}</p>`, programOf(item), parts.body),
    processing(item, parts, feedbacks),
    ...feedbacks.map((one) => modal(one, locale)),
  )}\n`
  return isXmlText(xml) ? { xml } : { why: 'character' }
}

/** The beginning of what is asked, in one line. */
export function titleOf(stem: string): string {
  const line = plain(stem).replace(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line
}

function declareScore(points: number, isByHand: boolean): string {
  return element(
    'qti-outcome-declaration',
    {
      ...{ identifier: SCORE, cardinality: 'single', 'base-type': 'float' },
      ...{ 'normal-minimum': 0, 'normal-maximum': points },
      ...(isByHand && { 'external-scored': 'human' }),
    },
    element('qti-default-value', {}, element('qti-value', {}, '0')),
  )
}

/** Something that is said, with an outcome of its own: a container of all would have to be added to, which some reading systems do
 *  not do well. `condition` null: it is said to everybody. */
type Told = {
  readonly outcome: string
  readonly name: string
  readonly condition: string | null
  readonly feedback: Localized
}

function feedbacksOf({ explanation }: Item, { told }: QtiParts): readonly Told[] {
  const isExplained = explanation.ko !== '' || explanation.en !== ''
  const all = isExplained ? [...told, { condition: null, feedback: explanation }] : told
  return all.map((one, i) => ({ ...one, outcome: `FEEDBACK_${i + 1}`, name: `feedback_${i + 1}` }))
}

function processing({ rubric }: Item, parts: QtiParts, feedbacks: readonly Told[]): string {
  const { score, responses } = parts
  const [only] = responses
  // `map_response` is just this: what the one response called RESPONSE maps to.
  if (
    feedbacks.length === 0 &&
    score &&
    'points' in score &&
    responses.length === 1 &&
    only?.id === 'RESPONSE'
  )
    return element('qti-response-processing', { template: `${TEMPLATES}/map_response.xml` })
  const rules = [
    ...(score === null ? [] : [scored(score, rubric.points)]),
    ...feedbacks.map(({ outcome, name, condition }) => {
      const say = set(outcome, value('identifier', name))
      return condition === null ? say : when(condition, say)
    }),
  ]
  return rules.length === 0 ? '' : element('qti-response-processing', {}, ...rules)
}

function scored(score: NonNullable<QtiParts['score']>, points: number): string {
  return 'points' in score ? set(SCORE, score.points) : when(score.whole, set(SCORE, value('float', points)))
}

function modal({ outcome, name, feedback }: Told, locale: Locale): string {
  return element(
    'qti-modal-feedback',
    { 'outcome-identifier': outcome, identifier: name, 'show-hide': 'show' },
    element('qti-content-body', {}, `<p>${inline(feedback[locale])}</p>`),
  )
}
