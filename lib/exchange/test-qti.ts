/** A small reading system of QTI 3 for tests: what the specification asks of the elements that we write, and what response
 *  processing earns. The XSDs of QTI 3 are in no package of npm or Debian, so their rules are written down here, after sections
 *  2 and 3 of the Assessment, Section and Item Information Model v3.0, and what they do not say after its text. */
import type { Answer } from '@/lib/quiz/item'
import { type Element, readXml } from './xml'

const FLOW = ['p', 'pre', 'table', 'qti-choice-interaction', 'qti-order-interaction', 'qti-match-interaction']
const BLOCKS = [...FLOW, 'qti-extended-text-interaction']
const WORDS = ['#', 'code', 'strong', 'br']
const FIELDS = ['qti-text-entry-interaction', 'qti-inline-choice-interaction']
const EXPRESSIONS = [
  ...['variable', 'correct', 'map-response', 'base-value', 'sum', 'product', 'and', 'or', 'not', 'match'],
  ...['member', 'gte', 'lte', 'string-match', 'ordered'],
].map((name) => `qti-${name}`)
const RULES = ['qti-set-outcome-value', 'qti-response-condition']

/** Of every element: attributes that must be, that may be, and what may stand in it (`#`: text). */
const ELEMENTS: Readonly<
  Record<string, readonly [must: readonly string[], may: readonly string[], inside: readonly string[]]>
> = {
  'qti-assessment-item': [
    ['identifier', 'title', 'time-dependent'],
    ['adaptive', 'xml:lang', 'tool-name'],
    [
      ...['qti-response-declaration', 'qti-outcome-declaration', 'qti-item-body'],
      ...['qti-response-processing', 'qti-modal-feedback'],
    ],
  ],
  'qti-response-declaration': [
    ['identifier', 'cardinality'],
    ['base-type'],
    ['qti-correct-response', 'qti-mapping'],
  ],
  'qti-outcome-declaration': [
    ['identifier', 'cardinality'],
    ['base-type', 'normal-minimum', 'normal-maximum', 'external-scored'],
    ['qti-default-value'],
  ],
  'qti-correct-response': [[], [], ['qti-value']],
  'qti-default-value': [[], [], ['qti-value']],
  'qti-value': [[], [], ['#']],
  'qti-mapping': [['default-value'], ['lower-bound', 'upper-bound'], ['qti-map-entry']],
  'qti-map-entry': [['map-key', 'mapped-value'], ['case-sensitive'], []],
  'qti-item-body': [[], [], BLOCKS],
  'qti-choice-interaction': [['response-identifier'], ['shuffle', 'max-choices'], ['qti-simple-choice']],
  'qti-order-interaction': [
    ['response-identifier'],
    ['shuffle', 'min-choices', 'max-choices'],
    ['qti-simple-choice'],
  ],
  'qti-match-interaction': [
    ['response-identifier'],
    ['shuffle', 'max-associations'],
    ['qti-simple-match-set'],
  ],
  'qti-simple-match-set': [[], [], ['qti-simple-associable-choice']],
  'qti-simple-choice': [['identifier'], [], WORDS],
  'qti-simple-associable-choice': [['identifier', 'match-max'], ['fixed'], WORDS],
  'qti-text-entry-interaction': [['response-identifier'], ['expected-length'], []],
  'qti-extended-text-interaction': [['response-identifier'], ['expected-lines', 'format'], []],
  'qti-inline-choice-interaction': [['response-identifier'], ['shuffle'], ['qti-inline-choice']],
  'qti-inline-choice': [['identifier'], [], ['#']],
  'qti-response-processing': [[], ['template'], RULES],
  'qti-response-condition': [[], [], ['qti-response-if']],
  'qti-response-if': [[], [], [...EXPRESSIONS, ...RULES]],
  'qti-set-outcome-value': [['identifier'], [], EXPRESSIONS],
  'qti-variable': [['identifier'], [], []],
  'qti-correct': [['identifier'], [], []],
  'qti-map-response': [['identifier'], [], []],
  'qti-base-value': [['base-type'], [], ['#']],
  'qti-string-match': [['case-sensitive'], [], EXPRESSIONS],
  ...Object.fromEntries(
    ['sum', 'product', 'and', 'or', 'not', 'match', 'member', 'gte', 'lte', 'ordered'].map((name) => [
      `qti-${name}`,
      [[], [], EXPRESSIONS] as const,
    ]),
  ),
  'qti-modal-feedback': [['outcome-identifier', 'identifier', 'show-hide'], [], ['qti-content-body']],
  'qti-content-body': [[], [], ['p']],
  p: [[], [], [...WORDS, ...FIELDS]],
  pre: [[], [], ['#', 'code']],
  code: [[], [], WORDS],
  strong: [[], [], WORDS],
  br: [[], [], []],
  table: [[], [], ['thead', 'tbody']],
  thead: [[], [], ['tr']],
  tbody: [[], [], ['tr']],
  tr: [[], [], ['th', 'td']],
  th: [[], ['scope'], WORDS],
  td: [[], [], [...WORDS, ...FIELDS]],
}

/** What each interaction is answered with. */
const ANSWERED: Readonly<Record<string, (one: Element, declared: Element) => boolean>> = {
  'qti-choice-interaction': (one, declared) =>
    isDeclared(declared, 'identifier', one.attributes['max-choices'] === '1' ? 'single' : 'multiple'),
  'qti-order-interaction': (_, declared) => isDeclared(declared, 'identifier', 'ordered'),
  'qti-match-interaction': (_, declared) => isDeclared(declared, 'directedPair', 'multiple'),
  'qti-inline-choice-interaction': (_, declared) => isDeclared(declared, 'identifier', 'single'),
  'qti-text-entry-interaction': (_, declared) =>
    isDeclared(declared, 'string', 'single') || isDeclared(declared, 'float', 'single'),
  'qti-extended-text-interaction': (_, declared) => isDeclared(declared, 'string', 'single'),
}

function isDeclared({ attributes }: Element, type: string, cardinality: string): boolean {
  return attributes['base-type'] === type && attributes.cardinality === cardinality
}

const NAME = /^[A-Za-z_][\w.-]*$/

/** What is wrong with an assessment item. */
export function qtiFaults(xml: string): string[] {
  const root = readXml(xml)
  const faults: string[] = []
  const every = [...elementsIn(root)]
  for (const one of every) faults.push(...structureFaults(one))
  if (root.attributes.xmlns !== 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0') faults.push('namespace')
  faults.push(...orderFaults(root))
  const declared = new Map(
    every
      .filter(({ name }) => /^qti-(?:response|outcome)-declaration$/.test(name))
      .map((one) => [one.attributes.identifier ?? '', one]),
  )
  const names = every.flatMap(({ name, attributes }) =>
    /declaration$|choice$/.test(name) ? [attributes.identifier ?? ''] : [],
  )
  for (const name of names) if (!NAME.test(name)) faults.push(`no identifier: ${name}`)
  for (const name of names) if (names.indexOf(name) !== names.lastIndexOf(name)) faults.push(`twice: ${name}`)
  const interactions = every.filter(({ name }) => name in ANSWERED)
  for (const one of interactions) {
    const response = declared.get(one.attributes['response-identifier'] ?? '')
    if (!response || !ANSWERED[one.name]?.(one, response)) faults.push(`${one.name}: its response`)
    else if (!namesOf(response).every((name) => names.includes(name) || isText(response)))
      faults.push(`${one.name}: a value that is no choice of it`)
  }
  const asked = interactions.map(({ attributes }) => attributes['response-identifier'])
  for (const [id, { name }] of declared)
    if (name === 'qti-response-declaration' && asked.filter((one) => one === id).length !== 1)
      faults.push(`${id}: answered by ${asked.filter((one) => one === id).length} interactions`)
  for (const { name, attributes } of every) {
    const id = attributes.identifier ?? ''
    if (/^qti-(?:variable|set-outcome-value)$/.test(name) && !declared.has(id)) faults.push(`${name}: ${id}`)
    if (
      name === 'qti-correct' &&
      !declared.get(id)?.children.some((one) => isNamed(one, 'qti-correct-response'))
    )
      faults.push(`no right answer of ${id}`)
    if (name === 'qti-map-response' && !declared.get(id)?.children.some((one) => isNamed(one, 'qti-mapping')))
      faults.push(`no mapping of ${id}`)
    if (name === 'qti-modal-feedback') {
      const outcome = declared.get(attributes['outcome-identifier'] ?? '')
      if (!outcome || !isDeclared(outcome, 'identifier', 'single')) faults.push('feedback: its outcome')
    }
  }
  return faults
}

function isNamed(one: Element | string, name: string): one is Element {
  return typeof one !== 'string' && one.name === name
}

function isText({ attributes }: Element): boolean {
  return attributes['base-type'] === 'string' || attributes['base-type'] === 'float'
}

/** The identifiers that a response's right answer and mapping name. */
function namesOf(response: Element): string[] {
  return [...elementsIn(response)].flatMap((one) =>
    one.name === 'qti-value' ? textOf(one).split(' ') : (one.attributes['map-key']?.split(' ') ?? []),
  )
}

function structureFaults({ name, attributes, children }: Element): string[] {
  const rule = ELEMENTS[name]
  if (!rule) return [`no element of QTI: ${name}`]
  const [must, may, inside] = rule
  const own = Object.keys(attributes).filter((key) => !/^xmlns|^xsi:/.test(key))
  return [
    ...must.filter((key) => !own.includes(key)).map((key) => `${name} without ${key}`),
    ...own.filter((key) => ![...must, ...may].includes(key)).map((key) => `${name} with ${key}`),
    ...children
      .filter((one) => !inside.includes(typeof one === 'string' ? '#' : one.name))
      .map((one) => `${name} around ${typeof one === 'string' ? JSON.stringify(one) : one.name}`),
  ]
}

/** The parts of an item stand in one order. */
function orderFaults({ children }: Element): string[] {
  const order = ELEMENTS['qti-assessment-item']?.[2] ?? []
  const places = children.map((one) => order.indexOf(typeof one === 'string' ? '#' : one.name))
  return places.every((place, i) => i === 0 || place >= (places[i - 1] ?? 0)) ? [] : ['order of the parts']
}

export function* elementsIn(root: Element): Generator<Element> {
  yield root
  for (const one of root.children) if (typeof one !== 'string') yield* elementsIn(one)
}

export function textOf({ children }: Element): string {
  return children.map((one) => (typeof one === 'string' ? one : textOf(one))).join('')
}

/** Null as QTI has it: nothing was answered. */
type Value = readonly string[] | null
export type Responses = Readonly<Record<string, readonly string[]>>

/** What an item's response processing earns for responses, by their identifiers, and what it says. */
export function markQti(xml: string, responses: Responses): { score: number; said: string[] } {
  return new Marker(readXml(xml), responses).mark()
}

class Marker {
  private readonly outcomes = new Map<string, Value>()
  private readonly declared: ReadonlyMap<string, Element>

  constructor(
    private readonly root: Element,
    private readonly responses: Responses,
  ) {
    const parts = [...elementsIn(root)].filter(({ name }) => name.endsWith('-declaration'))
    this.declared = new Map(parts.map((one) => [one.attributes.identifier ?? '', one]))
    for (const [id, one] of this.declared) {
      const first = [...elementsIn(one)].find(({ name }) => name === 'qti-default-value')
      if (one.name === 'qti-outcome-declaration') this.outcomes.set(id, first ? [textOf(first)] : null)
    }
  }

  mark() {
    const rules = this.root.children.find((one) => isNamed(one, 'qti-response-processing'))
    if (rules && typeof rules !== 'string') {
      if (rules.attributes.template?.endsWith('/map_response.xml'))
        this.outcomes.set('SCORE', [String(this.mapped('RESPONSE'))])
      else if (rules.attributes.template) throw new Error(rules.attributes.template)
      else this.run(rules)
    }
    const feedbacks = this.root.children.filter((one) => isNamed(one, 'qti-modal-feedback'))
    return {
      score: Number(this.outcomes.get('SCORE')?.[0]),
      said: feedbacks.flatMap((one) => (typeof one !== 'string' && this.isSaid(one) ? [textOf(one)] : [])),
    }
  }

  private isSaid({ attributes }: Element): boolean {
    const outcome = this.outcomes.get(attributes['outcome-identifier'] ?? '')
    return outcome?.[0] === attributes.identifier
  }

  private run({ children }: Element): void {
    for (const one of children) {
      if (typeof one === 'string') continue
      const [first, ...rest] = partsOf(one)
      if (one.name === 'qti-set-outcome-value')
        this.outcomes.set(one.attributes.identifier ?? '', first ? this.value(first) : null)
      else if (one.name === 'qti-response-condition') {
        const [condition, ...rules] = partsOf(first as Element)
        if (condition && this.holds(condition)) this.run({ ...one, children: rules })
        if (rest.length > 0) throw new Error('an else')
      }
    }
  }

  private holds(one: Element): boolean {
    return this.value(one)?.[0] === 'true'
  }

  private value(one: Element): Value {
    const id = one.attributes.identifier ?? ''
    const values = () => partsOf(one).map((part) => this.value(part))
    const bool = (is: boolean | null): Value => (is === null ? null : [String(is)])
    const numbers = () => values().map((all) => (all === null ? Number.NaN : Number(all[0])))
    switch (one.name) {
      case 'qti-variable':
        return this.outcomes.get(id) ?? this.responses[id] ?? null
      case 'qti-correct':
        return this.correct(id)
      case 'qti-map-response':
        return [String(this.mapped(id))]
      case 'qti-base-value':
        return [textOf(one)]
      case 'qti-sum':
        return [String(numbers().reduce((a, b) => a + b, 0))]
      case 'qti-product':
        return [String(numbers().reduce((a, b) => a * b, 1))]
      case 'qti-and':
        return bool(partsOf(one).every((part) => this.holds(part)))
      case 'qti-or':
        return bool(partsOf(one).some((part) => this.holds(part)))
      case 'qti-not': {
        const [inner = null] = values()
        return inner === null ? null : bool(inner[0] !== 'true')
      }
      case 'qti-match': {
        const [a = null, b = null] = values()
        return bool(a && b && this.isSame(a, b, one))
      }
      case 'qti-member': {
        const [a = null, b = null] = values()
        return bool(a === null || b === null ? null : b.includes(a[0] ?? ''))
      }
      case 'qti-gte':
      case 'qti-lte': {
        const [a = Number.NaN, b = Number.NaN] = numbers()
        return bool(Number.isNaN(a) ? null : one.name === 'qti-gte' ? a >= b : a <= b)
      }
      case 'qti-string-match': {
        const [a = null, b = null] = values()
        const same = (text: string) =>
          one.attributes['case-sensitive'] === 'true' ? text : text.toLowerCase()
        return bool(a && b && same(a[0] ?? '') === same(b[0] ?? ''))
      }
      case 'qti-ordered':
        return values().flatMap((all) => all ?? [])
      default:
        throw new Error(one.name)
    }
  }

  /** Containers that are not ordered are the same in any order. */
  private isSame(a: readonly string[], b: readonly string[], one: Element): boolean {
    const isOrdered = [...elementsIn(one)].some(
      ({ name, attributes }) =>
        name === 'qti-variable' &&
        this.declared.get(attributes.identifier ?? '')?.attributes.cardinality === 'ordered',
    )
    const sorted = (all: readonly string[]) => (isOrdered ? all : all.toSorted())
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
  }

  private correct(id: string): Value {
    const right = this.declared.get(id)?.children.find((one) => isNamed(one, 'qti-correct-response'))
    return right && typeof right !== 'string' ? partsOf(right).map(textOf) : null
  }

  private mapped(id: string): number {
    const declared = this.declared.get(id)
    const mapping = declared?.children.find((one) => isNamed(one, 'qti-mapping'))
    if (!mapping || typeof mapping === 'string') throw new Error(`no mapping of ${id}`)
    const { attributes } = mapping
    const worthOf = (value: string) => {
      const entry = partsOf(mapping).find(
        ({ attributes: { 'map-key': key = '', 'case-sensitive': sensitive } }) =>
          sensitive === 'false' ? key.toLowerCase() === value.toLowerCase() : key === value,
      )
      return Number(entry?.attributes['mapped-value'] ?? attributes['default-value'])
    }
    const sum = [...new Set(this.responses[id] ?? [])].reduce((total, one) => total + worthOf(one), 0)
    const least = Number(attributes['lower-bound'] ?? Number.NEGATIVE_INFINITY)
    const most = Number(attributes['upper-bound'] ?? Number.POSITIVE_INFINITY)
    return Math.min(most, Math.max(least, sum))
  }
}

function partsOf({ children }: Element): Element[] {
  return children.filter((one): one is Element => typeof one !== 'string')
}

/** An answer of ours as responses to the item that we wrote. */
export function responsesOf(answer: Answer): Responses {
  switch (answer.kind) {
    case 'choice':
      return { RESPONSE: [`option_${answer.option}`] }
    case 'multi':
    case 'possible-outputs':
      return { RESPONSE: answer.options.map((id) => `option_${id}`) }
    case 'predict':
      return { RESPONSE: [answer.stdout.replace(/\n+$/, '')] }
    case 'numeric':
      return {
        RESPONSE: [answer.typed],
        ...(answer.unit !== null && { RESPONSE_unit: [`option_${answer.unit}`] }),
      }
    case 'cloze':
      return Object.fromEntries(
        Object.entries(answer.placed).map(([at, typed]) => [`RESPONSE_${at}`, [typed]]),
      )
    case 'state-trace':
      return Object.fromEntries(
        Object.entries(answer.placed).map(([at, put]) => [`RESPONSE_${at}`, [`RESPONSE_${at}_${put}`]]),
      )
    case 'match':
    case 'classify':
    case 'label':
    case 'tree':
      return { RESPONSE: Object.entries(answer.placed).map(([at, put]) => `left_${at} right_${put}`) }
    case 'order':
      return { RESPONSE: answer.order.map((id) => `option_${id}`) }
    default:
      return {}
  }
}
