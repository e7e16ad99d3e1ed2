import { expect, it } from 'vitest'
import { examples } from './example'

it('calls every program by what it shows, in both languages, and lists none twice', () => {
  const programs = examples().flatMap(({ programs }) => programs)
  expect(programs.flatMap(({ file, title }) => (title ? [] : [file]))).toEqual([])
  expect(new Set(programs.map(({ file, text }) => `${file} ${text}`)).size).toBe(programs.length)
  const lost = programs.find(({ file }) => file === 'lost-update.c')
  expect(lost?.title?.ko).toMatch(/[가-힣]/)
  expect(lost?.title?.en).not.toMatch(/[가-힣]/)
})
