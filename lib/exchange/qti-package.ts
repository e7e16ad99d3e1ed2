import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Item, Locale, Localized } from '@/lib/quiz/item'
import { escapeText } from './markup'
import { QTI, qtiItem, titleOf, XML_HEAD } from './qti-item'
import { element, set } from './qti-rule'
import type { Refused } from './question'

/** An item that is written, the lesson or whatever else it is filed under, and the languages that it is in. */
export type QtiSource = {
  readonly item: Item
  readonly category: Localized
  readonly locales: readonly Locale[]
}

type File = { readonly path: string; readonly xml: string }
type Entry = File & {
  readonly id: string
  readonly locale: Locale
  readonly title: string
  readonly category: string
}

/** Items as a content package of QTI 3.0: a file of each in every language that it is in, a test in every language that has them in
 *  their order, and the manifest. Keys go along: only for whoever may see them. What QTI cannot hold is left out (`qtiRefused`).
 *  Whoever else waits for this thread gets it after each item and each file.
 *  @returns the file: the same one of the same items */
export async function qtiPackage(sources: readonly QtiSource[]): Promise<Uint8Array<ArrayBuffer>> {
  const entries: Entry[] = []
  for (const source of sources) {
    const made = entriesOf(source)
    if (!('why' in made)) entries.push(...made)
    await turn()
  }
  return zipOf(entries)
}

/** The items that QTI cannot hold. */
export function qtiRefused(sources: readonly QtiSource[]): Refused[] {
  return sources.map(entriesOf).flatMap((made) => ('why' in made ? [made] : []))
}

/** Lets whoever else waits for this thread have it. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function entriesOf({ item, category, locales }: QtiSource): Entry[] | Refused {
  const entries: Entry[] = []
  for (const locale of locales) {
    const made = qtiItem(item, locale)
    if ('why' in made) return { name: item.id, why: made.why }
    const id = `${item.id}.${locale}`
    const title = titleOf(item.stem[locale])
    entries.push({ ...made, id, path: `items/${id}.xml`, locale, title, category: category[locale] })
  }
  return entries
}

async function zipOf(entries: readonly Entry[]): Promise<Uint8Array<ArrayBuffer>> {
  const locales = [...new Set(entries.map(({ locale }) => locale))].sort()
  const tests = locales.map((locale) => testOf(locale, entries))
  const files: readonly File[] = [manifest(entries, tests), ...tests, ...entries]
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk as Uint8Array<ArrayBuffer>)
  })
  for (const { path, xml } of files) {
    await turn()
    const file = new ZipDeflate(path)
    file.mtime = '1980-01-02'
    zip.add(file)
    file.push(strToU8(xml), true)
  }
  zip.end()
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

/** A test of all items in one language, with a section for each category. */
function testOf(locale: Locale, all: readonly Entry[]): Entry {
  const id = `test.${locale}`
  const entries = all.filter((one) => one.locale === locale)
  const categories = [...new Set(entries.map(({ category }) => category))]
  const sections = categories.map((category, i) =>
    element(
      'qti-assessment-section',
      { identifier: `section_${i + 1}`, title: category, visible: true },
      ...entries
        .filter((one) => one.category === category)
        .map(({ id: one, path }) => element('qti-assessment-item-ref', { identifier: one, href: path })),
    ),
  )
  const total = element('qti-sum', {}, element('qti-test-variables', { 'variable-identifier': 'SCORE' }))
  const title = 'Forklore'
  const xml = `${XML_HEAD}${element(
    'qti-assessment-test',
    { ...QTI, identifier: id, title, 'tool-name': 'Forklore' },
    element('qti-outcome-declaration', {
      ...{ identifier: 'SCORE', cardinality: 'single', 'base-type': 'float' },
    }),
    element(
      'qti-test-part',
      { identifier: 'part_1', 'navigation-mode': 'nonlinear', 'submission-mode': 'individual' },
      ...sections,
    ),
    element('qti-outcome-processing', {}, set('SCORE', total)),
  )}\n`
  return { id, path: `${id}.xml`, xml, locale, title, category: '' }
}

/** The manifest of QTI's profile of content packaging (imsqtiv3p0_imscpv1p2_v1p0). */
function manifest(items: readonly Entry[], tests: readonly Entry[]): File {
  const xml = `${XML_HEAD}${element(
    'manifest',
    {
      identifier: 'forklore',
      xmlns: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
      'xmlns:imsmd': 'http://ltsc.ieee.org/xsd/LOM',
      'xmlns:xsi': QTI['xmlns:xsi'],
      'xsi:schemaLocation':
        'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd http://ltsc.ieee.org/xsd/LOM https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd',
    },
    element('metadata', {}, element('schema', {}, 'QTI Package'), element('schemaversion', {}, '3.0.0')),
    element('organizations', {}),
    element(
      'resources',
      {},
      ...tests.map((test) => {
        const own = items.filter(({ locale }) => locale === test.locale)
        return resource(test, 'imsqti_test_xmlv3p0', own)
      }),
      ...items.map((one) => resource(one, 'imsqti_item_xmlv3p0', [])),
    ),
  )}\n`
  return { path: 'imsmanifest.xml', xml }
}

function resource({ id, path, title, locale }: Entry, type: string, needs: readonly Entry[]): string {
  const general = element(
    'imsmd:general',
    {},
    element('imsmd:title', {}, element('imsmd:string', { language: locale }, escapeText(title))),
    element('imsmd:language', {}, locale),
  )
  return element(
    'resource',
    { identifier: id, type, href: path },
    element('metadata', {}, element('imsmd:lom', {}, general)),
    element('file', { href: path }),
    ...needs.map((one) => element('dependency', { identifierref: one.id })),
  )
}
