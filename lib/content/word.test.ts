import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalog } from './catalog'
import { contentFolder } from './folder'
import { plainText } from './passage'

const LOCALES = ['ko', 'en'] as const

/** A word for more than one idea: it stands with what tells which. */
const ALONE = {
  ko: /(?<!스택 |페이지 )프레임/,
  en: /(?<!\b(?:stack|page|video) )\bframes?\b/i,
}

/** All that a lesson says in a language: its text, and what its lists say in both. */
function sayingsOf(slug: string, locale: 'ko' | 'en'): string[] {
  const folder = path.join(contentFolder(), slug)
  const prose = plainText(readFileSync(path.join(folder, `${locale}.mdx`), 'utf8')).split('\n')
  const lists = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return [
    ...prose,
    ...lists.flatMap((file) => textsIn(parse(readFileSync(path.join(folder, file), 'utf8')), locale)),
  ]
}

function textsIn(value: unknown, locale: 'ko' | 'en'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = (value as Record<string, unknown>)[locale]
  const inside = Object.values(value).flatMap((one) => textsIn(one, locale))
  return typeof own === 'string' ? [own, ...inside] : inside
}

test('a frame says whether it is of the stack or of memory', () => {
  const alone = LOCALES.flatMap((locale) =>
    catalog().lessons.flatMap(({ slug }) =>
      sayingsOf(slug, locale)
        .map((text) => text.replace(/`[^`]*`/g, ''))
        .filter((text) => ALONE[locale].test(text))
        .map((text) => `${slug} ${locale}: ${text.slice(0, 80)}`),
    ),
  )
  expect(alone).toEqual([])
})

/** What says where a program stands. */
const PLACE = /아래 프로그램|아래 실행|\b(?:program|run) below\b/i

test('of a figure, which stands beside its text on a desk and under it on a phone, no text says that it is below', () => {
  const said = LOCALES.flatMap((locale) =>
    catalog().lessons.flatMap(({ slug }) => {
      const lines = readFileSync(path.join(contentFolder(), slug, `${locale}.mdx`), 'utf8').split('\n')
      const figureAfter = (at: number) =>
        lines.slice(at + 1).find((line) => /^<(?:Sim|Claim|Compare|States|Policies|Figure|Race)\b/.test(line))
      return lines
        .filter((line, at) => PLACE.test(line) && figureAfter(at)?.startsWith('<Sim'))
        .map((line) => `${slug} ${locale}: ${line.slice(0, 80)}`)
    }),
  )
  expect(said).toEqual([])
})
