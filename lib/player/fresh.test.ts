import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as en } from '@/lib/i18n/en/event'
import { event as ko } from '@/lib/i18n/ko/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { freshValue } from './fresh'
import { openSession } from './session'
import { shapeOf } from './shape'

it('is what the line wrote, not the lock of the library', () => {
  expect(after('content/exec-and-shell/exec-echo.c', 5).fresh).toBe(null)
})

it('is the letter, not the pointer that looks different for it', () => {
  expect(after('content/copy-on-write/last-owner.c', 18).fresh).toBe("'q'")
})

it('is said of a pointer to a text as its address', () => {
  const file = 'content/copy-on-write/many-stacks.c'
  expect(after(file, 16).told).toContain('wrote the address of "" to heap')
  expect(after(file, 16, 'ko').told).toContain('heap에 ""의 주소를 썼습니다')
})

it('is told once of an array that is cleared before it is filled', () => {
  expect(after('content/files-and-pipes/by-file.c', 7).told).toBe("A wrote '\\0' to text[0].")
})

/** The first picture in which a line was the last one that was run. */
function after(name: string, line: number, locale: 'ko' | 'en' = 'en') {
  const files = [{ name, text: readFileSync(name, 'utf8') }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale, parts: [] } as const
  const session = openSession(input, compile(files), locale === 'en' ? en : ko)
  const frame = frameAt(session, shapeOf(session).lines.indexOf(line) + 1)
  return { fresh: freshValue(frame.steps), told: frame.narration.map(plainText).join(' ') }
}
