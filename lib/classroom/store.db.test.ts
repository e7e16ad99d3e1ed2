import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import type { Scorer } from '@/lib/attempt/answered'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import type { ChoiceItem } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { dashboardOf, learnerAnswers, ownMembership } from './dashboard'
import { joinClassroom, leaveClassroom, setSharing } from './membership'
import { holdingsOf, misconceptionsOf } from './misconception'
import { changeLearners } from './roster'
import {
  classroomOf,
  classroomsOf,
  createClassroom,
  deleteClassroom,
  previewClassroom,
  regenerateCode,
} from './store'
import { account, choose, guest, newClass } from './test-class'

const NONE = { of: () => NOTHING_WITHHELD }
const both = (text: string) => ({ ko: text, en: text })
const plain = { misconception: null, feedback: null, scene: null }
const item = (id: string): ChoiceItem => ({
  id,
  section: 's',
  lesson: 'fork',
  kind: 'choice',
  stem: both(`stem of ${id}`),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: null,
  options: [
    { id: 'a', text: both('right'), correct: true, ...plain },
    {
      id: 'b',
      text: both('wrong'),
      correct: false,
      ...plain,
      misconception: { id: 'fork#1', name: both('m') },
    },
  ],
})
const items = ['fork.one', 'fork.two', 'threads.one'].map(item)
const scorer: Scorer = {
  loadItem: (id) => items.find((i) => i.id === id) ?? null,
  replay: () => ({ state: 'refused' }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
}
const lessons = [
  { slug: 'fork', title: both('fork'), itemIds: ['fork.one', 'fork.two'] },
  { slug: 'threads', title: both('threads'), itemIds: ['threads.one'] },
]

const answers = async (viewer: Viewer, itemId: string, option: 'a' | 'b') => {
  const isRight = option === 'a'
  const hash = itemHash(item(itemId))
  const score = { itemHash: hash, earned: isRight ? 1 : 0, codes: isRight ? [] : ['fork#1'] }
  await choose(viewer, itemId, option, score, { itemHash: hash })
}
const join = async (viewer: Viewer, code: string, displayName = '박지호', shareEarlier = false) => {
  const joined = await joinClassroom(viewer, { code, displayName, shareEarlier })
  if (!joined.ok) throw new Error(joined.code)
  return (await ownMembership(viewer, joined.id))!
}

const removeLearner = (teacher: Viewer, id: string, membership: string) =>
  changeLearners(teacher, id, [membership], 'remove')

test('whoever has signed up opens a class; a guest is asked to sign up first', async () => {
  const { teacher, id, code } = await newClass()
  expect(await classroomsOf(teacher)).toMatchObject([
    { id, role: 'teacher', learners: 0, invitation: { code } },
  ])
  expect(await createClassroom(await guest(), { name: 'x', displayName: 'y' })).toEqual({
    ok: false,
    code: 'sign-up-first',
  })
  for (const name of ['', '  ', 'x'.repeat(41), 7, null])
    expect(await createClassroom(teacher, { name, displayName: 'y' })).toEqual({
      ok: false,
      code: 'name-ill-formed',
    })
})

test('a guest joins by a code as people type it, sees before what it means, and twice is once', async () => {
  const { teacher, id, code } = await newClass()
  const learner = await guest()
  await answers(learner, 'fork.one', 'a')
  const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
  expect(await previewClassroom(learner, typed)).toEqual({
    ok: true,
    id,
    name: '운영체제 2분반',
    teacher: '김서연',
    learners: 0,
    alreadyIn: false,
    approval: false,
    hasList: false,
    isWaiting: false,
    earlierAnswers: 1,
    memberSince: null,
  })
  await Promise.all([join(learner, typed), join(learner, typed), join(learner, typed)])
  expect(await db.membership.count({ where: { classroomId: id } })).toBe(2)
  expect(await previewClassroom(learner, code)).toMatchObject({ learners: 1, alreadyIn: true })
  expect(await classroomOf(learner, id)).toMatchObject({
    role: 'learner',
    displayName: '박지호',
    invitation: null,
  })
  expect(await joinClassroom(teacher, { code, displayName: 'T' })).toEqual({ ok: true, id })
  expect(await classroomOf(teacher, id)).toMatchObject({ role: 'teacher', displayName: '김서연' })
})

test('a code that is unknown, replaced or out of date lets nobody in', async () => {
  const { teacher, id, code } = await newClass()
  const learner = await account()
  const attempt = (c: unknown) => joinClassroom(learner, { code: c, displayName: 'x' })
  for (const c of ['2222-2222', '', null, 7, "' OR 1=1"])
    expect(await attempt(c)).toEqual({ ok: false, code: 'code-unknown' })
  const renewed = await regenerateCode(teacher, id)
  expect(await attempt(code)).toEqual({ ok: false, code: 'code-expired' })
  expect(await attempt(renewed.ok && renewed.code)).toEqual({ ok: true, id })
  await db.invitation.updateMany({
    where: { classroomId: id },
    data: { expiresAt: new Date(Date.now() - 1) },
  })
  expect(await previewClassroom(null, renewed.ok && renewed.code)).toEqual({
    ok: false,
    code: 'code-expired',
  })
})

test('who was removed comes in again only by a newer code; who left, by the same', async () => {
  const { teacher, id, code } = await newClass()
  const learner = await account()
  const membership = await join(learner, code)
  expect(await removeLearner(teacher, id, membership)).toMatchObject({ ok: true })
  expect(await classroomsOf(learner)).toEqual([])
  expect(await joinClassroom(learner, { code, displayName: 'x' })).toEqual({ ok: false, code: 'removed' })
  const renewed = await regenerateCode(teacher, id)
  if (!renewed.ok) throw new Error(renewed.code)
  await join(learner, renewed.code)
  expect(await leaveClassroom(learner, id)).toEqual({ ok: true })
  expect(await ownMembership(learner, id)).toBe(null)
  await join(learner, renewed.code)
  expect(await ownMembership(learner, id)).toBe(membership)
})

test('a class is never without a teacher, and its end is nobody’s loss', async () => {
  const { teacher, id, code } = await newClass()
  const learner = await guest()
  await join(learner, code)
  await answers(learner, 'fork.one', 'a')
  expect(await leaveClassroom(teacher, id)).toEqual({ ok: false, code: 'only-teacher' })
  expect(await deleteClassroom(teacher, id)).toEqual({ ok: true })
  expect(await db.itemResponse.count({ where: { userId: learner.id } })).toBe(1)
  expect(await classroomsOf(learner)).toEqual([])
})

test('the dashboard counts first answers from the day of joining, or all where earlier work is shared', async () => {
  const { teacher, id, code } = await newClass()
  const [private_, open, idle] = [await guest(), await account(), await guest()]
  for (const learner of [private_, open]) await answers(learner, 'fork.one', 'b')
  await join(private_, code, '가')
  await join(open, code, '나', true)
  await join(idle, code, '다')
  for (const learner of [private_, open]) {
    await answers(learner, 'fork.one', 'a')
    await answers(learner, 'fork.two', 'a')
  }
  await answers(private_, 'threads.one', 'b')
  const dashboard = (await dashboardOf(teacher, id, lessons))!
  expect(dashboard.learners.map((l) => [l.name, l.cells.map((c) => [c.answered, c.items, c.rate])])).toEqual([
    [
      '가',
      [
        [2, 2, 1],
        [1, 1, 0],
      ],
    ],
    [
      '나',
      [
        [2, 2, 0.5],
        [0, 1, null],
      ],
    ],
    [
      '다',
      [
        [0, 2, null],
        [0, 1, null],
      ],
    ],
  ])
  expect(dashboard.lessons.map((l) => l.summary)).toEqual([
    { rate: 0.75, answered: 4, items: 6, learners: 2 },
    { rate: 0, answered: 1, items: 3, learners: 1 },
  ])
  expect(dashboard.learners.map((l) => l.summary)).toEqual([
    { rate: 2 / 3, answered: 3, items: 3 },
    { rate: 0.5, answered: 2, items: 3 },
    { rate: null, answered: 0, items: 3 },
  ])
  // Both took back their wrong answer about fork; the one about threads still shows it.
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const heldOf = (revealing: string[]) =>
    misconceptionsOf(teacher, id, itemIds, new Map([['fork#1', revealing]]))
  expect(await heldOf(itemIds)).toEqual([{ id: 'fork#1', holders: 1, answered: 2 }])
  // Who holds it by an item that can reveal it no more is still counted.
  expect(await heldOf([])).toEqual([{ id: 'fork#1', holders: 1, answered: 1 }])
  expect(await holdingsOf(teacher, id, 'fork#1', itemIds, 7)).toEqual({
    rows: [
      {
        membershipId: dashboard.learners[0]?.membershipId,
        name: '가',
        itemId: 'threads.one',
        variant: 0,
        answer: { kind: 'choice', option: 'b' },
      },
    ],
    holders: 1,
    page: 1,
    pages: 1,
  })
  expect(await holdingsOf(private_, id, 'fork#1', itemIds, 1)).toBe(null)
  expect(await misconceptionsOf(private_, id, itemIds, new Map([['fork#1', itemIds]]))).toEqual([])
})

test('a teacher opens the very answers that the learner sees, and no earlier ones that are not shared', async () => {
  const { teacher, id, code } = await newClass()
  const learner = await guest()
  await answers(learner, 'fork.one', 'b')
  const membership = await join(learner, code)
  await answers(learner, 'fork.two', 'b')
  const look = (viewer: Viewer) =>
    learnerAnswers(viewer, id, membership, lessons, { locale: 'en', slug: null }, scorer, NONE)
  const seen = await look(teacher)
  expect(seen?.lessons[0]).toMatchObject({
    slug: 'fork',
    cell: { answered: 1, items: 2, rate: 0 },
  })
  expect(seen?.opened?.items).toMatchObject([
    {
      item: { id: 'fork.two', stem: 'stem of fork.two' },
      answers: [{ answer: { option: 'b' }, feedback: { correct: false } }],
    },
  ])
  expect(seen?.opened?.items).toHaveLength(1)
  expect(await look(learner)).toEqual(seen)
  expect(await setSharing(learner, id, true)).toEqual({ ok: true })
  expect((await look(teacher))?.opened?.items).toHaveLength(2)
})

test('who may do what: everybody else finds nothing', async () => {
  const { teacher, id, code } = await newClass()
  const other = await newClass()
  const [learner, classmate, stranger] = [await guest(), await account(), await account()]
  const membership = await join(learner, code)
  await join(classmate, code, '배수아')
  const past = await join(stranger, code, '떠난 사람')
  await leaveClassroom(stranger, id)
  const deeds = {
    see: async (v: Viewer) => (await classroomOf(v, id)) !== null,
    dashboard: async (v: Viewer) => (await dashboardOf(v, id, lessons)) !== null,
    answers: async (v: Viewer) =>
      (await learnerAnswers(v, id, membership, lessons, { locale: 'ko', slug: null }, scorer, NONE)) !== null,
    'answers through another class': async (v: Viewer) =>
      (await learnerAnswers(v, other.id, membership, lessons, { locale: 'ko', slug: null }, scorer, NONE)) !==
      null,
    'answers of who left': async (v: Viewer) =>
      (await learnerAnswers(v, id, past, lessons, { locale: 'ko', slug: null }, scorer, NONE)) !== null,
    'remove through another class': async (v: Viewer) => (await removeLearner(v, other.id, membership)).ok,
    share: async (v: Viewer) => (await setSharing(v, id, false)).ok,
    code: async (v: Viewer) => (await regenerateCode(v, id)).ok,
  }
  const people = { teacher, learner, classmate, stranger, 'other teacher': other.teacher }
  const may: Record<string, string[]> = {}
  for (const [deed, does] of Object.entries(deeds)) {
    may[deed] = []
    for (const [name, viewer] of Object.entries(people)) if (await does(viewer)) may[deed].push(name)
  }
  expect(may).toEqual({
    see: ['teacher', 'learner', 'classmate'],
    dashboard: ['teacher'],
    answers: ['teacher', 'learner'],
    'answers through another class': [],
    'answers of who left': [],
    'remove through another class': [],
    share: ['learner', 'classmate'],
    code: ['teacher'],
  })
  for (const viewer of [learner, classmate, stranger, other.teacher]) {
    expect(await removeLearner(viewer, id, membership)).toEqual({ ok: false, code: 'not-found' })
    expect(await deleteClassroom(viewer, id)).toEqual({ ok: false, code: 'not-found' })
  }
  expect(await removeLearner(teacher, id, membership)).toMatchObject({ ok: true })
})

test('what a guest agreed to show is not what their account did before: the learner is asked, and decides', async () => {
  const { teacher, id, code } = await newClass()
  const [learner, old] = [await guest(), await account()]
  await answers(old, 'fork.one', 'b')
  await answers(learner, 'fork.two', 'b')
  const membership = await join(learner, code, '박지호', true)
  await answers(learner, 'threads.one', 'a')
  const seen = async () => {
    const open = (slug: string) =>
      learnerAnswers(teacher, id, membership, lessons, { locale: 'ko', slug }, scorer, NONE)
    const pages = await Promise.all(lessons.map(({ slug }) => open(slug)))
    const opened = pages.flatMap((page, i) => (page?.opened?.slug === lessons[i]?.slug ? [page?.opened] : []))
    return opened.flatMap((one) => one?.items.map(({ item: { id: itemId } }) => itemId) ?? [])
  }
  const rate = async () =>
    (await dashboardOf(teacher, id, lessons))?.learners[0]?.cells.map((c) => c.answered)
  expect([await seen(), await rate()]).toEqual([
    ['fork.two', 'threads.one'],
    [1, 1],
  ])
  await mergeGuest(learner.id, old.id)
  expect([await seen(), await rate()]).toEqual([['threads.one'], [0, 1]])
  expect(await classroomOf(old, id)).toMatchObject({ shareEarlier: false, shareAgain: true })
  expect(await setSharing(old, id, true)).toEqual({ ok: true })
  expect(await classroomOf(old, id)).toMatchObject({ shareEarlier: true, shareAgain: false })
  expect([await seen(), await rate()]).toEqual([
    ['fork.one', 'fork.two', 'threads.one'],
    [2, 1],
  ])
})

test('a guest’s tab that is still open after signing in cannot agree for the account', async () => {
  const { id, code } = await newClass()
  const [learner, old] = [await guest(), await account()]
  await answers(old, 'fork.one', 'b')
  await mergeGuest(learner.id, old.id)
  const own = () => classroomOf(old, id)
  expect(await joinClassroom(learner, { code, displayName: '박지호', shareEarlier: true })).toEqual({
    ok: true,
    id,
  })
  expect(await own()).toMatchObject({ shareEarlier: false, shareAgain: true })
  await setSharing(old, id, false)
  expect(await own()).toMatchObject({ shareEarlier: false, shareAgain: false })
  await setSharing(learner, id, true)
  expect(await own()).toMatchObject({ shareEarlier: false, shareAgain: true })
})

test('the classes of one person take as many queries as one class, however many they are', async () => {
  const teacher = await account()
  const queries = async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query')
    const found = await classroomsOf(teacher)
    const asked = query.mock.calls.length
    query.mockRestore()
    return { found: found.length, asked }
  }
  const open = () => createClassroom(teacher, { name: '운영체제', displayName: '김서연' })
  await open()
  await queries()
  const one = await queries()
  for (let i = 0; i < 6; i++) await open()
  const seven = await queries()
  expect([one.found, seven.found]).toEqual([1, 7])
  expect(one.asked).toBeGreaterThan(0)
  expect(seven.asked).toBe(one.asked)
})
