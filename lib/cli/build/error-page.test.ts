import { expect, test } from 'vitest'
import { errorPage } from '@/lib/cli/build/error-page'
import { problem as en } from '@/lib/i18n/en/problem'
import { problem as ko } from '@/lib/i18n/ko/problem'
import { messages } from '@/lib/i18n/messages'

const part = (locale: 'ko' | 'en') => {
  const m = messages(locale).shell
  return `<section lang="${locale}"><h1>${m.notFoundTitle}</h1><p>${m.notFoundBody}</p><a class="button" href="/${locale}/learn">${m.toLessons}</a></section>`
}
const head =
  '<!DOCTYPE html><html lang="ko"><head><link rel="stylesheet" href="/a.css"/><script src="/a.js" async=""></script><title>404</title><script>own()</script></head>'
const frame = `${head}<body><div hidden=""></div><main id="main">${part('ko')}${part('en')}</main><script>self.__next_f.push([1,"404"])</script></body></html>`

test('it says in both languages what happened, with the frame of the other page and none of its code', () => {
  const page = errorPage(frame)
  for (const text of [ko.title, ko.body, en.title, en.body]) expect(page.split(text)).toHaveLength(2)
  expect(page).toContain(`href="">${ko.retry}</a>`)
  for (const m of [ko, en]) expect(page).toContain(`<p class="notice-code" data-words="${m.code('')}"></p>`)
  expect(page).toContain('/a.css')
  expect(page).toContain('<script>own()</script>')
  expect(page).not.toMatch(/a\.js|__next_f|404/)
  expect(page).toMatch(
    /^<!DOCTYPE html><html lang="ko">.*<body><main.*<\/main><script>.*<\/script><\/body><\/html>$/s,
  )
})

test('a frame that has changed is an error of the build', () => {
  expect(() => errorPage(frame.replace(/<h1>/g, '<h2>'))).toThrow('error-page.ts')
})
