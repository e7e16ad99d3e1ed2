import { escapeText } from './markup'
import { escapeXml } from './xml'

// Elements of QTI 3 and the expressions and rules of its response processing, as texts: section 2.11 of the Assessment, Section
// and Item Information Model, version 3.0.

type Attributes = Readonly<Record<string, string | number | boolean>>

/** An element. What stands in it is XML already.
 *  @param attributes as they are: what is escaped is what they hold */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
  const inside = children.join('')
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`
}

type BaseType = 'identifier' | 'string' | 'float' | 'directedPair'
type Cardinality = 'single' | 'multiple' | 'ordered'

/** What is answered with. `correct` is an answer that earns all points, `mapped` what each value is worth. */
export type Response = {
  readonly id: string
  readonly type: BaseType
  readonly cardinality: Cardinality
  readonly correct: readonly string[]
  readonly mapped?: Mapping
}
/** `most`: no sum is worth more. Every sum is worth 0 at least. */
export type Mapping = { readonly most: number; readonly entries: readonly MapEntry[] }
export type MapEntry = { readonly key: string; readonly worth: number }

export function declareResponse({ id, type, cardinality, correct, mapped }: Response): string {
  const values = correct.map((one) => element('qti-value', {}, escapeText(one)))
  return element(
    'qti-response-declaration',
    { identifier: id, cardinality, 'base-type': type },
    ...(values.length > 0 ? [element('qti-correct-response', {}, ...values)] : []),
    ...(mapped ? [declareMapping(mapped, type)] : []),
  )
}

function declareMapping({ most, entries }: Mapping, type: BaseType): string {
  const written = entries.map(({ key, worth }) =>
    element('qti-map-entry', {
      ...{ 'map-key': key, 'mapped-value': worth },
      ...(type === 'string' && { 'case-sensitive': false }),
    }),
  )
  return element('qti-mapping', { 'lower-bound': 0, 'upper-bound': most, 'default-value': 0 }, ...written)
}

export const variable = (id: string) => element('qti-variable', { identifier: id })
export const mapResponse = (id: string) => element('qti-map-response', { identifier: id })
export const value = (type: BaseType, one: string | number) =>
  element('qti-base-value', { 'base-type': type }, escapeText(String(one)))
export const sum = (...all: readonly string[]) => element('qti-sum', {}, ...all)
export const not = (one: string) => element('qti-not', {}, one)
export const ordered = (...all: readonly string[]) => element('qti-ordered', {}, ...all)

/** All of some conditions. */
export const all = (...conditions: readonly string[]) => joined('qti-and', conditions)
/** One of some conditions, of which there is one at least. */
export const any = (...conditions: readonly string[]) => joined('qti-or', conditions)

function joined(name: string, conditions: readonly string[]): string {
  const [only = '', ...rest] = conditions
  return rest.length === 0 ? only : element(name, {}, only, ...rest)
}

/** Whether a response is what it is declared to be where it is right. */
export const isCorrect = (id: string) =>
  element('qti-match', {}, variable(id), element('qti-correct', { identifier: id }))

/** Whether two values are the same. */
export const isSame = (a: string, b: string) => element('qti-match', {}, a, b)

/** Whether a value is one of several. */
export const isAmong = (one: string, several: string) => element('qti-member', {}, one, several)

/** Whether a text was typed. */
export const isTyped = (id: string, text: string, isCaseSensitive: boolean) =>
  element('qti-string-match', { 'case-sensitive': isCaseSensitive }, variable(id), value('string', text))

/** Whether a number is another one, within a tolerance and what a decimal fraction cannot hold. By two bounds: not every reading
 *  system knows the tolerance of `qti-equal`. */
export function isNear(number: string, other: number, tolerance: number): string {
  const within = tolerance + 1e-9 * Math.max(1, Math.abs(other))
  return all(
    element('qti-gte', {}, number, value('float', other - within)),
    element('qti-lte', {}, number, value('float', other + within)),
  )
}

export const times = (number: string, factor: number) =>
  factor === 1 ? number : element('qti-product', {}, number, value('float', factor))

/** Sets an outcome. */
export const set = (id: string, expression: string) =>
  element('qti-set-outcome-value', { identifier: id }, expression)

/** Makes rules hold where a condition does. */
export const when = (condition: string, ...rules: readonly string[]) =>
  element('qti-response-condition', {}, element('qti-response-if', {}, condition, ...rules))
