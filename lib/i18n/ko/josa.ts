/** Particles that depend on the last sound of the word before them. */
const PAIRS = {
  이가: ['이', '가'],
  을를: ['을', '를'],
  은는: ['은', '는'],
  과와: ['과', '와'],
  으로: ['으로', '로'],
} as const

export type JosaKind = keyof typeof PAIRS

/** Letters and digits whose Korean name ends in a consonant: 엘 엠 엔 알, and 영 일 삼 육 칠 팔. */
const CLOSED = new Set('lmnr013678')
/** Those that end in ㄹ, after which 으로 becomes 로: 엘 알, and 일 칠 팔. */
const RIEUL = new Set('lr178')

/** The particle that fits after `word`: `josa('x', '을를')` is 를 (엑스), `josa('21', '을를')` is 을 (일). */
export function josa(word: string, kind: JosaKind): string {
  const [closed, open] = PAIRS[kind]
  const last = lastSound(word)
  if (kind === '으로' && last === 'rieul') return open
  return last === 'open' ? open : closed
}

function lastSound(word: string): 'open' | 'closed' | 'rieul' {
  const last = [...word.replace(/[^\p{L}\p{N}]+$/u, '')].at(-1)?.toLowerCase() ?? 'a'
  const syllable = last.charCodeAt(0) - 0xac00
  if (syllable >= 0 && syllable < 11172) {
    const final = syllable % 28
    return final === 0 ? 'open' : final === 8 ? 'rieul' : 'closed'
  }
  if (RIEUL.has(last)) return 'rieul'
  return CLOSED.has(last) ? 'closed' : 'open'
}
