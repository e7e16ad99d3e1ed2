import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ScheduleAnswer, turnsOf } from './schedule-answer'

const words = { order: 'Order', andThen: 'then by itself', more: (n: number) => `${n} more` }
const say = (schedule: string) =>
  renderToStaticMarkup(<ScheduleAnswer schedule={schedule} words={words} />)
    .replace(/<svg[^>]*aria-label="(\w+)".*?<\/svg>/g, '$1')
    .replace(/<[^>]+>/g, '')

test('a schedule reads as the tasks that took turns, never as it is stored', () => {
  expect(say('1.rr.20.0.A1B1A1')).toBe('Order: A → B → A → then by itself')
  expect(say("1.rr.20.7.A3*A2B1'2-(8)4")).toBe('Order: A → B → I → then by itself')
  expect(say('1.rr.20.7.I1(8)2(26)1AA1AB1')).toBe('Order: I → AA → AB → then by itself')
  expect(turnsOf('1.rr.20.0.A1A2B1')).toEqual([0, 1])
})

test('a long order is cut, and what is none stays as it was sent', () => {
  expect(say(`1.rr.20.0.${'A1B1'.repeat(20)}`)).toMatch(/ → 16 more → then by itself$/)
  expect(say('2.x')).toBe('2.x')
})
