import { finalOf, withoutFinal } from './hangul'

/** How texts and questions become what is looked up: Korean as pairs of syllables, because words are glued to particles and
 *  spacing varies; English as stems. Both sides go through the same door, so a rule that cuts too much cuts both. */

/** One word of a text, with what it is looked up by. */
export type Word = {
  readonly start: number
  readonly end: number
  /** Pairs of syllables, or one stem. Empty for a word that says nothing. */
  readonly tokens: readonly string[]
}

/** A text as it is looked up: composed, without case. */
export function lowered(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** The runs of letters of a `lowered` text, a script each: `fork()를` has two. */
export function runsOf(lower: string): { readonly run: string; readonly start: number }[] {
  return [...lower.matchAll(/[가-힣]+|[a-z0-9_]+/g)].map(({ 0: run, index }) => ({ run, start: index }))
}

/** The words of a text in order, words that say nothing included. */
export function wordsOf(text: string): Word[] {
  const lower = lowered(text)
  return runsOf(lower).map(({ run, start }) => {
    const isHangul = run >= '가'
    // A particle after a word in another script, as in `fork()를`.
    const isGlued = isHangul && /[a-z0-9_)`’'"」]/.test(lower[start - 1] ?? ' ')
    const tokens = isHangul ? koreanTokens(run, isGlued) : englishTokens(run)
    return { start, end: start + run.length, tokens }
  })
}

/** What a text is looked up by, a token as often as it stands there. */
export function tokensOf(text: string): string[] {
  return wordsOf(text).flatMap(({ tokens }) => tokens)
}

/** Particles and the endings of verbs that a word of a question carries, the longest first. */
const ENDINGS = sortedByLength(
  '은 는 이 가 을 를 의 에 와 과 도 만 로 나 란 랑 인 들',
  '에서 에게 으로 까지 부터 처럼 보다 이나 이며 이고 에는 에도 마다 이란 라는 라고 이라 에선 들은 들이 들을 들의 끼리 만의 이면 인지',
  '에서는 에게서 으로서 으로써 으로는 이라는 이라고 사이의 사이에 끼리는 까지는 부터는 에서도 만으로',
  '하 되 하는 하면 하고 하여 해서 하지 하려 한다 했다 하나 하기 하며 해도 해야 했을 할 한 해 함',
  '되는 되면 되고 되어 된다 되지 되기 됐을 돼도 될 된 돼 됨 시키는 시키고 시킬 시킨',
  '고 며 면 게 던 거나 도록 므로 려고 려면 는지 을지 을까 으면 으며 으므로 으려면 습니다 습니까 더라도 면서 으면서 다가 어도 아도 어야 아야',
  '합니다 합니까 하나요 할까요 한가요 하지만 했습니다 하는지 하려면 됩니다 됩니까 되나요 될까요 되는지 됐습니다 되었습니다 인가요 일까요 입니다 입니까 인데 이에요 예요 였습니다',
)
/** Nouns of one syllable, which keep themselves when a particle goes. */
const SHORT_NOUNS = new Set('락 힙 셸 큐 값 줄 칸 끝 틱 키 폴 코'.split(' '))
/** Beginnings of words that questions and sentences are made of and that say nothing of their subject. */
const KOREAN_FILLERS =
  /^(?:무엇|뭐|뭔|뭘|설명|말해|말씀|대해|대하여|대한|관해|관한|어떤|어떻|어떠|어느|무슨|있나|있는|있습|있을|있다|있고|있으|있어|없나|주세|주십|주시|해주|보세|알려|알고|그리|그런|그러|이런|이러|그래|또한|왜$|갖|수$|것|때$|때는|때에|등$|및$|더$|한번|각각|경우|경우에|대체|간단|자세|구체|정의$|일어나|생기|이유|하나요|합니|됩니|되나|될까|할까|하시|아시|나요|까요|건가|걸까|걸$|란$|이란$|에서$|하는$|되는$|하면$|하고$|같은|위해|위한|통해)/

/** Verbs that change shape as they are conjugated, each with the nouns that lessons say it by. */
const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^죽/, '종료 오류'],
  [/^(?:끝나|끝난|끝날|끝납|끝내|끝낸|끝냅|끝났)/, '종료'],
  [/^(?:만들|만드|만든|만듭)/, '생성'],
  [/^기다[리려린릴립]/, '대기'],
  [/^바[꾸꿔꾼뀌뀐]/, '변경'],
  [/^느[리려린]/, '느림'],
  [/^빠르|^빨라|^빠른/, '빠름'],
  [/^고[르른를릅]|^골[라랐]/, '선택'],
  [/^주고받/, '통신'],
  [/^잠[그근글급가갔]/, '잠금'],
  [/^막[는을아은히힌으고]/, '차단'],
]

/** Words as they are typed, each as texts write it: names in Latin letters, and a spelling too common to be a mistake. */
const SAID: Readonly<Record<string, string>> = {
  포크: 'fork',
  클론: 'clone',
  조인: 'join',
  디태치: 'detach',
  엑섹: 'exec',
  말록: 'malloc',
  리다이렉션: 'redirection',
  리다이렉트: 'redirect',
  킬: 'kill',
  에러노: 'errno',
  쓰레드: '스레드',
}

function koreanTokens(run: string, isGlued: boolean): string[] {
  const verb = VERBS.find(([form]) => form.test(run))
  if (verb) return verb[1].split(' ')
  if (KOREAN_FILLERS.test(run)) return []
  const stem = stemOf(run, isGlued)
  if (stem === '' || KOREAN_FILLERS.test(stem)) return []
  const said = SAID[stem]
  if (said) return /^[a-z]/.test(said) ? englishTokens(said) : koreanTokens(said, false)
  if (stem.length <= 2) return [stem]
  return Array.from({ length: stem.length - 1 }, (_, i) => stem.slice(i, i + 2))
}

/** The word without what is glued to its end. */
function stemOf(run: string, isGlued: boolean): string {
  if (isGlued && ENDINGS.includes(run)) return ''
  let stem = plainVerb(run)
  for (let cuts = 0; cuts < 3; cuts++) {
    const ending = ENDINGS.find((one) => stem.endsWith(one) && mayCut(stem.slice(0, -one.length), one))
    if (!ending) break
    stem = stem.slice(0, -ending.length)
  }
  return stem
}

/** A verb without what makes its sentence polite or past: `나타났습니다` and `나타납니다` become `나타나`. */
function plainVerb(run: string): string {
  const plain = run.replace(/(?:습니[다까]|(?<=[가-힣]{2})니[다까])$/, '')
  if (/[가-힣]{2}[었았겠]$/.test(plain)) return plain.slice(0, -1)
  const last = plain.slice(-1)
  const carries = plain.length === run.length - 2 ? 'ㅂ' : 'ㅆ'
  return plain.length > 1 && finalOf(last) === carries ? plain.slice(0, -1) + withoutFinal(last) : plain
}

/** Two syllables or more have to stay: `차이` is no `차` with a particle. */
function mayCut(rest: string, ending: string): boolean {
  return rest.length >= 2 || (rest.length === 1 && (SHORT_NOUNS.has(rest) || ending.length >= 3))
}

const ENGLISH_FILLERS = new Set(
  `a an and are as at be been being but by can could did do does doing for from had has have having how i if in into is it its
   me my of on one or other our should so some than that the their them then there these they this those to us use used using
   was we were what when where which while who why will with would you your about between explain describe tell give define
   mean means discuss please happen happens happening actually exactly really any all each more most between happens get gets
   let say make makes made cause causes caused`.split(/\s+/),
)

/** How people say that something ends badly. */
const ENDS = new Map(
  'die dies died dying crash crashes crashed crashing fault faults abort aborts'
    .split(' ')
    .map((word) => [word, 'crash']),
)

function englishTokens(run: string): string[] {
  const parts = run.includes('_') ? [run, ...run.split('_').filter((part) => part.length > 1)] : [run]
  return parts.filter((part) => !ENGLISH_FILLERS.has(part)).map((part) => ENDS.get(part) ?? englishStem(part))
}

/** Word endings, what stands in their place, and how many letters have to stay. Each is tried once, in this order. */
const SUFFIXES: readonly (readonly [RegExp, string, number])[] = [
  [/(?<=ss|x|ch|sh)es$/, '', 3],
  [/ies$/, 'y', 2],
  [/(?<![su])s$/, '', 2],
  [/i[sz](?:ation|ing|ed|er|e|able)$/, 'is', 4],
  [/at(?:ion|ing|ed|e|or)$/, '', 3],
  [/ational$/, '', 3],
  [/(?:ment|ness|able|ible|ally|ly)$/, '', 4],
  [/(?:ing|ed)$/, '', 3],
  [/(?:er|or|ion|ive)$/, '', 4],
  [/al$/, '', 5],
]

/** The stem of an English word: what its plural, its tenses and the nouns made of it have in common. It need not be a word. */
export function englishStem(word: string): string {
  let stem = word
  for (const [suffix, put, least] of SUFFIXES) {
    const cut = stem.replace(suffix, put)
    if (cut.length >= least) stem = cut
  }
  // `running` and `stopped` have their consonant twice, `share` has a vowel that its other forms lack.
  if (stem !== word && /([bdgmnprt])\1$/.test(stem)) stem = stem.slice(0, -1)
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1)
  return stem.length > 3 && stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem
}

function sortedByLength(...lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(' ')).sort((a, b) => b.length - a.length)
}
