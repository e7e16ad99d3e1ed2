import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { FoundEnd, FoundOrder } from '@/lib/classroom/found-orders'
import { FoundOrders } from './found-orders'

const program = { file: 'count.c', source: 'int main(void) {}', config: {} }
const order = (turns: FoundOrder['turns'], n: number): FoundOrder => ({
  ...{ turns, schedule: `1.rr.1.0.A${n}`, program, learners: n },
})
const turn = (task: number, line: number | null, isWithin = true) => ({ task, line, isWithin })
const END = { stdout: 'count = 1\n', status: 0, isDeadlock: false, isRight: true, unlooked: 0 } as const

/** What is said, without marks. */
function said(ends: readonly FoundEnd[], locale: 'ko' | 'en' = 'en'): string {
  const html = renderToStaticMarkup(<FoundOrders ends={ends} locale={locale} />)
  return html
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

test('each end says how it ends and by how many, and each order where it turned', () => {
  const orders = [order([turn(0, 6), turn(1, 7, false), turn(2, null)], 3), order([], 1)]
  const text = said([{ ...END, learners: 4, orders }])
  expect(text).toContain('count = 1 as asked 4 learners 3 learners')
  expect(text).toContain('A left in the middle of line 6')
  expect(text).toContain('B left after line 7')
  expect(text).toContain('C left at its beginning')
  expect(text).toContain('1 learner no task is left before it waits or ends')
  const stuck = { ...END, stdout: '', isDeadlock: true, isRight: false, status: 1, learners: 1, orders: [] }
  expect(said([stuck])).toMatch(/prints nothing · deadlock · exit status 1 1 learner$/)
  expect(said([stuck], 'ko')).toContain('출력 없음 · 교착 상태 · 종료 상태 1 학습자 1명')
  expect(said([])).toBe('')
})

test('what is not drawn is counted', () => {
  const many = Array.from({ length: 8 }, (_, n) => order([turn(0, n + 1)], n + 1))
  const turns = Array.from({ length: 6 }, (_, n) => turn(n % 2, n + 1))
  const text = said([{ ...END, learners: 9, orders: [order(turns, 20), ...many], unlooked: 5 }])
  expect(text).toContain('A left in the middle of line 3 B left in the middle of line 4 2 more')
  expect(text).toContain('3 more ways of turning ended so.')
  expect(text).toContain('Of 5 more orders, sent by the fewest learners')
})
