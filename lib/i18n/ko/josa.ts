/** Particles that depend on the last sound of the word before them. */
const PAIRS = {
  이가: ['이', '가'],
  을를: ['을', '를'],
  은는: ['은', '는'],
  과와: ['과', '와'],
  으로: ['으로', '로'],
} as const

export type JosaKind = keyof typeof PAIRS

type Sound = 'open' | 'closed' | 'rieul'

/** Letters and digits whose Korean name ends in a consonant: 엘 엠 엔 알, and 영 일 삼 육 칠 팔. */
const CLOSED = new Set('lmnr013678')
/** Those that end in ㄹ, after which 으로 becomes 로: 엘 알, and 일 칠 팔. */
const RIEUL = new Set('lr178')

/** The particle that fits after `word`: `josa('x', '을를')` is 를 (엑스), `josa('21', '을를')` is 을 (일),
 *  `josa('offset', '을를')` is 을 (오프셋). */
export function josa(word: string, kind: JosaKind): string {
  const [closed, open] = PAIRS[kind]
  const last = lastSound(word)
  if (kind === '으로' && last === 'rieul') return open
  return last === 'open' ? open : closed
}

function lastSound(word: string): Sound {
  const read = word.replace(/[^\p{L}\p{N}]+$/u, '')
  const last = [...read].at(-1)?.toLowerCase() ?? 'a'
  const syllable = last.charCodeAt(0) - 0xac00
  if (syllable >= 0 && syllable < 11172) {
    const final = syllable % 28
    return final === 0 ? 'open' : final === 8 ? 'rieul' : 'closed'
  }
  const english = /[A-Za-z]+$/.exec(read)?.[0] ?? ''
  // An address, a lone letter and an abbreviation are spelt out; a name is read as a word, the last one that it has.
  const isSpelt =
    english.length < 2 || /(^|[^A-Za-z0-9])0x[0-9a-f]+$/i.test(read) || !/[aeiouy]/i.test(english)
  if (isSpelt || english === english.toUpperCase()) return SPELT_WORDS[english] ?? soundOfLetter(last)
  return soundOfEnglish(/[A-Z]?[a-z]+$/.exec(english)?.[0].toLowerCase() ?? last)
}

/** Words in capitals that nobody spells out: 널, 킬. */
const SPELT_WORDS: Readonly<Record<string, Sound>> = { NULL: 'rieul', SIGKILL: 'rieul' }

function soundOfLetter(letter: string): Sound {
  if (RIEUL.has(letter)) return 'rieul'
  return CLOSED.has(letter) ? 'closed' : 'open'
}

/** How English words are written in Hangul by their ending, the first rule that fits; what fits none ends in a vowel,
 *  as 스, 크 and 트 do: 카운트, 포크, 뮤텍스. Short vowels before p, t, k, b keep the consonant below: 맵, 셋, 락, 잡. Of names
 *  in -it most have 트 (exit, bit, wait); those with 잇 or 밋 are named. */
const ENDINGS: readonly (readonly [RegExp, Sound])[] = [
  [/(?:init|unit|commit|limit|split)$/, 'closed'],
  [/(?:stat|sub|check|loop)$/, 'open'],
  [/(?:[^aeiouyr]le|[aeiou]le|l)$/, 'rieul'],
  [/[^aeiou][r]$/, 'rieul'],
  [/(?:[mn]e|m|n|ng)$/, 'closed'],
  [/[aeiou]ck$/, 'closed'],
  [/(?:[aeiou]|ea|ee|ou)p$/, 'closed'],
  [/(?:^|[^aeiou])[aeo]t$/, 'closed'],
  [/(?:ut|out)$/, 'closed'],
  [/ook$/, 'closed'],
  [/[aeo]b$/, 'closed'],
  [/[aeo]c$/, 'closed'],
]

function soundOfEnglish(word: string): Sound {
  return ENDINGS.find(([ending]) => ending.test(word))?.[1] ?? 'open'
}
