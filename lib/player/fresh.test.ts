import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as en } from '@/lib/i18n/en/event'
import { event as ko } from '@/lib/i18n/ko/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { freshValue, isPlain } from './fresh'
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
  expect(after(file, 16).told).toContain('wrote the address of a byte that is 0 to the variable heap')
  expect(after(file, 16, 'ko').told).toContain('변수 heap에 값이 0인 바이트의 주소를 썼습니다')
})

it('is told once of an array that is cleared before it is filled', () => {
  expect(after('content/files-and-pipes/by-file.c', 7).told).toBe("A wrote '\\0' to text[0].")
})

it('is not told twice in a row', () => {
  const told = pictures('content/blocking-and-async/told-when-done.c').map(({ frame }) =>
    frame.narration.map(plainText),
  )
  expect(told.flat().some((words) => words.includes('clock_gettime'))).toBe(true)
  expect(told.filter((all) => all.some((words, i) => words === all[i - 1]))).toEqual([])
})

it('has no old value where only the first part of something was written', () => {
  const written = pictures('content/address-space/write-constant.c').find(({ line }) => line === 4)?.frame
  const values = written?.view.tasks.flatMap(({ stack }) => stack.flatMap(({ locals }) => locals)) ?? []
  expect(values.map((value) => [value.name, isPlain(value)])).toEqual([
    ['own', false],
    ['fixed', true],
  ])
})

/** The first picture in which a line was the last one that was run. */
function after(name: string, line: number, locale: 'ko' | 'en' = 'en') {
  const frame = pictures(name, locale).find((picture) => picture.line === line)?.frame
  if (!frame) throw new Error(`${name} never runs line ${line}`)
  return { fresh: freshValue(frame.steps), told: frame.narration.map(plainText).join(' ') }
}

/** Every picture of a run after the first, with the line that was run last. */
function pictures(name: string, locale: 'ko' | 'en' = 'en') {
  const files = [{ name, text: readFileSync(name, 'utf8') }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale, parts: [] } as const
  const session = openSession(input, compile(files), locale === 'en' ? en : ko)
  return shapeOf(session).lines.map((line, i) => ({ line, frame: frameAt(session, i + 1) }))
}
