import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { Assigned } from '@/lib/classroom/assignment-result'
import { messages } from '@/lib/i18n/messages'
import { ExamView } from './exam-view'
import { TaughtAssignment } from './taught-assignment'

vi.mock('../_shell/asked', () => ({ askedParts: () => ({}) }))
vi.mock('@/lib/classroom/exam-time', () => ({ EXTRA_MINUTES: [5] }))
vi.mock('./exam-room', () => ({ BeginExam: () => null, ExamRoom: () => null }))
vi.mock('./exam-seen', () => ({ GiveTime: () => null, LookAgain: () => 'looks again' }))
vi.mock('./assignment-forms', () => ({ ChangeForm: () => null, DeleteAssignment: () => null }))

const HOUR = 3600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR)

/** An exam from so many hours from now to so many. */
const examFrom = (from: number, to: number, releases: Partial<Assigned> = {}) =>
  ({
    ...{ id: 'a', classroomId: 'c', title: 'Midterm', itemIds: ['i'], examMinutes: 30, sectionId: null },
    ...{ openAt: inHours(from), dueAt: inHours(to), closesAt: inHours(to), mockMinutes: null },
    ...{ latePercent: 100, attempts: 1, release: 'after_due', scoreRelease: 'after_due', ...releases },
  }) as unknown as Assigned

test('that a learner is told nothing of their answers for good is said only where neither score nor key is ever shown', () => {
  const { releases } = messages('en').exam
  const told = (scoreRelease: Assigned['scoreRelease'], release: Assigned['release']) => {
    const assigned = examFrom(1, 2, { scoreRelease, release })
    const result = { answered: 0, items: 1, share: null, isLate: false, isDone: false } as never
    const classroom = { name: 'Class', timeZone: 'UTC' }
    const own = {
      assigned,
      classroom,
      dueAt: assigned.dueAt,
      result,
      answersTo: () => 0,
      isScoreShown: false,
    }
    const html = renderToStaticMarkup(
      <ExamView viewerId="v" own={own} exam={{ minutes: 30, sitting: null }} locale="en" />,
    )
    return [html.includes(releases.never), html.includes(releases.after_due)]
  }
  expect(told('never', 'never')).toEqual([true, false])
  expect(told('never', 'after_due')).toEqual([false, true])
  expect(told('after_due', 'never')).toEqual([false, true])
})

test('where a class stands with an exam is asked anew only while it is on', () => {
  const isAskedAnew = (from: number, to: number) => {
    const found = { assigned: examFrom(from, to), rows: [], page: 1, pages: 1 }
    const html = renderToStaticMarkup(
      <TaughtAssignment found={found} zone="UTC" mayChange={false} sections={[]} locale="en" />,
    )
    return html.includes('looks again')
  }
  expect([isAskedAnew(1, 2), isAskedAnew(-1, 1), isAskedAnew(-2, -1)]).toEqual([false, true, false])
})
