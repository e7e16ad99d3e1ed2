import { expect, test } from 'vitest'
import { answerInquiry, type Inquiries } from './inquiry'
import { ENDED, type WorkerReply } from './wire'

const problem = (id: number): WorkerReply => ({ id, session: 1, problem: 'engine', told: [] })

function waiting(...ids: number[]) {
  const told: [number, WorkerReply][] = []
  const inquiries: Inquiries = new Map(ids.map((id) => [id, (reply) => told.push([id, reply])]))
  return { told, inquiries }
}

test('an inquiry that fails is told so, and is no failure of the figure', () => {
  const { told, inquiries } = waiting(3, 4)
  expect(answerInquiry(inquiries, problem(3))).toBe(true)
  expect(told).toEqual([[3, problem(3)]])
  expect([...inquiries.keys()]).toEqual([4])
  // What nobody asked for is the figure's, as is what it asked for itself.
  expect(answerInquiry(inquiries, problem(3))).toBe(false)
})

test('an answer is given once; one that nobody waits for any more is no picture of the run', () => {
  const { told, inquiries } = waiting(3)
  const answer: WorkerReply = { id: 3, session: 1, bytes: null }
  expect(answerInquiry(inquiries, answer)).toBe(true)
  expect(answerInquiry(inquiries, answer)).toBe(true)
  expect(told).toEqual([[3, answer]])
})

test('where the engine has ended all that wait are told, and so is the figure', () => {
  const { told, inquiries } = waiting(3, 4)
  expect(answerInquiry(inquiries, problem(ENDED))).toBe(false)
  expect(told.map(([id]) => id)).toEqual([3, 4])
  expect(inquiries.size).toBe(0)
})
