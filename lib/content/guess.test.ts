import { expect, test } from 'vitest'
import type { AnswerOption, Locale } from '@/lib/quiz/item'
import { variantsOf } from '@/lib/quiz/variant'
import { catalog } from './catalog'
import { itemsOf } from './quiz'

// Somebody who has learned nothing and knows rules of thumb about options must not do much better than dice do.

type Asked = { readonly stem: string; readonly options: readonly AnswerOption[] }
/** Which of several options a rule takes: the one with the highest number; those that tie share the guess. */
type Rule = (text: string, asked: Asked, locale: Locale) => number

const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [])
const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((word) => b.has(word)).length
const lengths = ({ options }: Asked, locale: Locale) => options.map((option) => option.text[locale].length)
const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length

const RULES: Readonly<Record<string, Rule>> = {
  'the shortest': (text) => -text.length,
  'the longest': (text) => text.length,
  'the middle length': (text, asked, locale) => -Math.abs(text.length - mean(lengths(asked, locale))),
  'the odd length': (text, asked, locale) => Math.abs(text.length - mean(lengths(asked, locale))),
  'words of the stem': (text, { stem }) => shared(words(text), words(stem)),
  'no words of the stem': (text, { stem }) => -shared(words(text), words(stem)),
  'like the others': (text, { options }, locale) =>
    options.reduce((sum, other) => sum + shared(words(text), words(other.text[locale])), 0),
  'unlike the others': (text, { options }, locale) =>
    -options.reduce((sum, other) => sum + shared(words(text), words(other.text[locale])), 0),
  'most code': (text) => text.split('`').length,
  'least code': (text) => -text.split('`').length,
  'no "only" or "always"': (text) =>
    -Number(/\b(only|just|always|never)\b|오직|뿐|만(?= )|항상|언제나|절대|반드시/i.test(text)),
  'the largest number': (text) => Math.max(...(text.match(/\d+/g) ?? ['0']).map(Number)),
}

/** Read once: a test of each rule asks for all of them. */
const items = catalog()
  .lessons.flatMap(({ slug }) => itemsOf(slug).flatMap(variantsOf))
  .filter((item) => item.kind === 'choice')

/** The share of one-option items that a rule gets right, and the share that dice would. */
function shareOf(
  rule: Rule,
  locale: Locale,
): { readonly rule: number; readonly dice: number; readonly n: number } {
  const hits = items.map((item) => {
    const asked = { stem: item.stem[locale], options: item.options }
    const marks = item.options.map((option) => rule(option.text[locale], asked, locale))
    const best = item.options.filter((_, i) => marks[i] === Math.max(...marks))
    return best.filter((option) => option.correct).length / best.length
  })
  return { rule: mean(hits), dice: mean(items.map((item) => 1 / item.options.length)), n: items.length }
}

test.each(
  Object.keys(RULES).flatMap((name) => (['ko', 'en'] as const).map((locale) => [name, locale] as const)),
)('who takes %s in %s is right less often than by dice and 10 points', (name, locale) => {
  const { rule, dice, n } = shareOf(RULES[name]!, locale)
  expect(rule, `of ${n}`).toBeLessThan(dice + 0.1)
})
