/** A point that a full answer makes. `terms` are the author's; without any, the words of the text itself are looked for. */
export type Point = { readonly text: string; readonly terms: readonly string[] }

/** Where a word of a point stands in what was said: UTF-16 offsets. */
export type Found = { readonly point: number; readonly start: number; readonly end: number }

/** What was found of each point, and whether that is enough to suggest that it was said. A suggestion, which whoever answered
 *  corrects: words are no meaning. */
export type Marks = { readonly found: readonly Found[]; readonly suggested: readonly number[] }

/** Looks for the points of a card in an answer, in either language. One word of the author's is enough; of the words of a text,
 *  half of them, and two, are asked for. */
export function markPoints(said: string, points: readonly Point[]): Marks {
  const found: Found[] = []
  const suggested: number[] = []
  for (const [point, { text, terms }] of points.entries()) {
    const isGiven = terms.length > 0
    const wanted = isGiven ? terms : contentWords(text)
    const hits = wanted.flatMap((word) => placesOf(word, said).slice(0, 1))
    found.push(...hits.map((place) => ({ point, ...place })))
    const enough = isGiven ? 1 : Math.max(2, Math.ceil(wanted.length / 2))
    if (hits.length >= enough) suggested.push(point)
  }
  return { found: found.sort((a, b) => a.start - b.start), suggested }
}

/** Where a word stands in a text. Blanks inside it do not matter (주소 공간, 주소공간), and neither do capitals; a word in
 *  Latin letters begins where a word begins. */
function placesOf(word: string, text: string): { readonly start: number; readonly end: number }[] {
  const letters = [...word.replace(/\s+/g, '')].map((one) => one.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
  if (letters.length === 0) return []
  const begin = /^[a-z0-9]/i.test(word) ? '(?<![a-z0-9])' : ''
  const pattern = new RegExp(begin + letters.join('\\s*'), 'giu')
  return [...text.matchAll(pattern)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }))
}

/** The words of a sentence that carry its meaning: Korean ones without their endings, English ones of five letters and more,
 *  and whatever is marked as code. */
export function contentWords(text: string): string[] {
  const words = text
    .replace(/[`*]/g, ' ')
    .split(/[^\p{L}\p{N}_]+/u)
    .map((word) => (/[가-힣]/.test(word) ? stem(word) : word.toLowerCase()))
  return [...new Set(words)].filter((word) =>
    /[가-힣]/.test(word) ? isKoreanWord(word) : isEnglishWord(word),
  )
}

/** Endings of Korean words, longest first: particles and the commonest forms of verbs. */
const ENDINGS = [
  '입니다',
  '합니다',
  '됩니다',
  '습니다',
  '에서는',
  '으로는',
  '이라고',
  '에게',
  '에서',
  '으로',
  '부터',
  '까지',
  '처럼',
  '이나',
  '이고',
  '하고',
  '하는',
  '되는',
  '하지',
  '하며',
  '들은',
  '들이',
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '의',
  '에',
  '로',
  '와',
  '과',
  '도',
  '만',
  '며',
  '고',
].sort((a, b) => b.length - a.length)

function stem(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= 2)
  return ending ? word.slice(0, -ending.length) : word
}

const KOREAN_STOPWORDS = new Set([
  '있습니다',
  '없습니다',
  '않습니다',
  '합니다',
  '됩니다',
  '입니다',
  '그리고',
  '하지만',
  '따라서',
  '때문',
  '대개',
  '모두',
  '서로',
  '다른',
  '같은',
  '각자',
  '것입',
  '필요',
  '않습',
])
function isKoreanWord(word: string): boolean {
  return word.length >= 2 && !KOREAN_STOPWORDS.has(word)
}

const ENGLISH_STOPWORDS = new Set([
  'which',
  'their',
  'there',
  'these',
  'those',
  'other',
  'while',
  'where',
  'when',
  'usually',
  'because',
  'about',
  'between',
  'through',
  'every',
  'whole',
  'without',
  'inside',
  'outside',
  'within',
  'during',
  'before',
  'after',
  'until',
  'under',
  'above',
  'below',
  'being',
])
function isEnglishWord(word: string): boolean {
  return word.length >= 5 && !ENGLISH_STOPWORDS.has(word)
}
