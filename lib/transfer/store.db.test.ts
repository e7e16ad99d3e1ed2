/** What one installation exported is brought to another: everything, once, and nothing on its word. */
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { deleteAccount } from '@/lib/account/delete'
import { exportViewer } from '@/lib/account/export'
import { variantsNow } from '@/lib/attempt/asked'
import { recomputeAll } from '@/lib/attempt/regrade'
import { type NewResponse, storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import { type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { createAssignment } from '@/lib/classroom/assignment'
import { everyAssignment, resultsOf } from '@/lib/classroom/assignment-result'
import { learnerAnswers } from '@/lib/classroom/dashboard'
import { joins, newClass } from '@/lib/classroom/test-class'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { submitMock } from '@/lib/interview/store'
import { saveProgram } from '@/lib/lab/store'
import { ownId } from '@/lib/own-item/own-id'
import { NOTHING_WITHHELD } from '@/lib/progress/assignment'
import { shownResults } from '@/lib/progress/shown-store'
import { markSection } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import type { CardRating, ChoiceItem } from '@/lib/quiz/item'
import { cutInParts, readExport } from './file'
import type { RowCode } from './row'
import { importRows } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const both = (text: string) => ({ ko: text, en: text })
const plain = { misconception: null, feedback: null, scene: null }
const item = (id: string): ChoiceItem => ({
  ...{
    id,
    section: 's',
    lesson: 'l',
    kind: 'choice',
    stem: both('stem'),
    hint: null,
    explanation: both('why'),
    program: null,
  },
  rubric: { points: 1, partial: 'whole' },
  options: ['a', 'b'].map((option) => ({
    id: option,
    text: both(option),
    correct: option === 'a',
    ...plain,
  })),
})
const ITEMS = [item('fork.one'), item('fork.two'), varied('pipe.one')]

/** With a variant in which the other option is right. */
function varied(id: string): ChoiceItem {
  const first = item(id)
  const options = first.options.map((option) => ({ ...option, correct: option.id === 'b' }))
  return { ...first, others: [{ ...first, variant: 1, options }] }
}
const scorer = {
  loadItem: (id: string) => ITEMS.find((one) => one.id === id) ?? null,
  replay: () => ({ state: 'refused' as const }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
}
const RUN = {
  config: { cores: 1, policy: 'rr' as const, quantum: 20, seed: 1 },
  grain: 'line' as const,
  stdin: '',
  args: '',
  schedule: '',
}
const DAY = 86_400_000

async function somebody() {
  const viewer = viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
  const browser = newBrowser(randomUUID())
  await request(browser, () => writeSession(viewer.id, 0))
  const bring = async (rows: readonly object[]) => {
    const result = await request(browser, () => importRows({ rows }, scorer))
    if (!result.ok) throw new Error(result.code)
    return result.results
  }
  return { viewer, browser, bring }
}

// Where cards and items are read once, as on a server.
vi.stubEnv('NODE_ENV', 'production')
beforeEach(() => db.rateLimit.deleteMany())

/** Answers over months, an interview, a section and a program. */
async function work({ viewer, browser }: Awaited<ReturnType<typeof somebody>>): Promise<void> {
  for (let i = 0; i < 30; i++) {
    const option = i % 3 === 0 ? 'b' : 'a'
    const score = {
      engineVersion: '0',
      itemHash: 'h',
      state: 'scored' as const,
      earned: option === 'a' ? 1 : 0,
      total: 1,
    }
    await storeResponse(viewer, {
      ...{
        id: randomUUID(),
        attemptId: randomUUID(),
        itemId: ITEMS[i % 3]?.id ?? '',
        itemHash: 'h',
        seed: 1,
        locale: 'ko',
      },
      ...{
        answer: { kind: 'choice', option },
        mode: 'practice',
        durationMs: 900,
        confidence: 2,
        hintsShown: i % 2,
      },
      ...{
        heldMs: 0,
        givenAt: new Date(Date.now() - (300 - 10 * i) * DAY),
        score: { ...score, codes: [], replayed: null },
      },
    })
  }
  await markSection(
    viewer,
    catalog().lessons[0]?.sections[0]?.id ?? '',
    { isDone: true, passage: 3, spentMs: 60_000 },
    new Date(Date.now() - 40 * DAY),
  )
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const answers = [{ cardId: cardItems()[0]?.id, followUp: null, text: 'said', seconds: 60, said: [] }]
  const mock = { id: randomUUID(), locale: 'ko', startedAt: new Date().toISOString(), settings, answers }
  const program = {
    id: randomUUID(),
    versionId: randomUUID(),
    name: 'race',
    files: [{ name: 'a.c', text: 'int x;' }],
    run: RUN,
    locale: 'ko',
  }
  await request(browser, async () => {
    expect(await submitMock(mock, async () => null)).toMatchObject({ ok: true })
    expect(await saveProgram(program, async () => null)).toMatchObject({ ok: true })
    const next = { ...program, versionId: randomUUID(), files: [{ name: 'a.c', text: 'int y;' }] }
    expect(await saveProgram(next, async () => null)).toMatchObject({ ok: true })
  })
}

const exported = async (viewer: Viewer) =>
  JSON.stringify(await exportViewer(viewer, await allWithheldFrom({ viewer, device: null })), null, 2)
const count = (codes: readonly RowCode[]) =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length]))

async function derived(userId: string) {
  const of = { where: { userId }, omit: { userId: true } } as const
  return {
    mastery: await db.mastery.findMany({ ...of, orderBy: { concept: 'asc' } }),
    reviews: await db.review.findMany({ ...of, orderBy: { itemId: 'asc' } }),
    sections: await db.sectionProgress.findMany({ ...of, orderBy: { section: 'asc' } }),
  }
}

test('all of it comes, once however often it is brought, scored here; what is known and due is what it was', async () => {
  const [before, after] = [await somebody(), await somebody()]
  await work(before)
  const [text, known] = [await exported(before.viewer), await derived(before.viewer.id)]
  // Another installation has none of these ids.
  await deleteAccount(before.viewer, before.viewer.email)
  const parts = cutInParts(readExport(text.replaceAll('"earned": 0', '"earned": 99')) ?? [])
  const bring = async () => {
    const codes: RowCode[] = []
    for (const part of parts) codes.push(...(await after.bring(part.map(({ row }) => row))))
    return count(codes)
  }
  expect(await bring()).toEqual({ stored: 34 })
  const first = await derived(after.viewer.id)
  expect(first).toEqual(known)
  // A section is no news, and is not told from it.
  expect(await bring()).toEqual({ stored: 1, known: 33 })
  expect(await derived(after.viewer.id)).toEqual(first)
  await recomputeAll([after.viewer.id])
  expect(await derived(after.viewer.id)).toEqual(first)
  const again = JSON.parse(await exported(after.viewer))
  expect([
    again.responses.length,
    again.mocks.length,
    again.programs.length,
    again.programs[0].versions.length,
  ]).toEqual([30, 1, 1, 2])
  expect(
    again.responses.every(({ scores }: { scores: { earned: number }[] }) => (scores[0]?.earned ?? 9) <= 1),
  ).toBe(true)
  // What was imported goes on to a third one with its times.
  expect(readExport(JSON.stringify(again))?.map(({ row }) => row.givenAt)).toEqual(
    readExport(text)?.map(({ row }) => row.givenAt),
  )
  const rows = await db.itemResponse.findMany({ where: { userId: after.viewer.id } })
  expect(rows.every(({ createdAt }) => Date.now() - createdAt.getTime() < DAY)).toBe(true)
  expect(await db.mock.count({ where: { userId: after.viewer.id, imported: true } })).toBe(1)
})

const row = (rest: object = {}) => ({
  ...{
    kind: 'response',
    id: randomUUID(),
    attemptId: randomUUID(),
    itemId: 'fork.one',
    seed: 1,
    locale: 'ko',
  },
  ...{
    answer: { kind: 'choice', option: 'a' },
    mode: 'practice',
    durationMs: null,
    confidence: null,
    hintsShown: 0,
  },
  ...{ givenAt: '2026-01-01T00:00:00.000Z', ...rest },
})

test('each row says by itself what is wrong with it, and the others are taken', async () => {
  const [one, other] = [await somebody(), await somebody()]
  const theirs = randomUUID()
  expect(await other.bring([row({ id: theirs })])).toEqual(['stored'])
  const mine = row()
  const mock = { id: randomUUID(), locale: 'ko', startedAt: mine.givenAt, endedAt: mine.givenAt }
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const answers = [{ cardId: 'none.card', followUp: null, text: '', seconds: 1, said: [] }]
  const cases: [object | null, RowCode][] = [
    [mine, 'stored'],
    [mine, 'known'],
    [row({ id: theirs }), 'foreign'],
    [row({ itemId: 'none' }), 'unknown'],
    [row({ answer: { kind: 'choice', option: 'z' } }), 'unfit'],
    [row({ answer: { kind: 'numeric', value: '1' } }), 'ill-formed'],
    [row({ answer: { kind: 'card', rating: 3 } }), 'unfit'],
    [row({ givenAt: '1970-01-01T00:00:00.000Z' }), 'ill-formed'],
    [row({ givenAt: 'yesterday' }), 'ill-formed'],
    [row({ scores: [] }), 'ill-formed'],
    [row({ id: 'x' }), 'ill-formed'],
    [{ kind: 'section', section: 'none', seenAt: mine.givenAt, doneAt: null }, 'unknown'],
    [{ kind: 'mock', ...mock, settings, answers }, 'unknown'],
    [{ kind: 'user', id: one.viewer.id, email: 'x@example.org' }, 'ill-formed'],
    [null, 'ill-formed'],
    [row({ givenAt: '2999-01-01T00:00:00.000Z' }), 'stored'],
  ]
  expect(await one.bring(cases.map(([sent]) => sent as object))).toEqual(cases.map(([, code]) => code))
  const due = await db.review.findMany({ where: { userId: one.viewer.id } })
  expect(due.every(({ lastAt }) => lastAt.getTime() <= Date.now())).toBe(true)
})

test('an answer is scored by the variant that it answers; older files know the first one alone', async () => {
  const { viewer, bring } = await somebody()
  const given = (rest: object) =>
    row({ itemId: 'pipe.one', answer: { kind: 'choice', option: 'b' }, ...rest })
  const [second, first] = [given({ variant: 1 }), given({})]
  expect(await bring([second, first, given({ variant: 2 })])).toEqual(['stored', 'stored', 'unknown'])
  const stored = await db.itemResponse.findMany({ where: { userId: viewer.id }, include: { scores: true } })
  const seen = stored.map(({ id, variant, scores }) => [id, variant, scores[0]?.earned] as const)
  expect(new Map(seen.map(([id, ...rest]) => [id, rest]))).toEqual(
    new Map([
      [second.id, [1, 1]],
      [first.id, [0, 0]],
    ]),
  )
})

test('nobody without an account brings anything, what is no part of a file is refused, and a flood is told to wait', async () => {
  const nobody = newBrowser(randomUUID())
  const ask = (sent: unknown, browser = nobody) => request(browser, () => importRows(sent, scorer))
  expect(await ask({ rows: [row()] })).toEqual({ ok: false, code: 'signed-out' })
  await request(nobody, () => viewerWhoStores('ko', null, async () => null))
  expect(await ask({ rows: [row()] })).toEqual({ ok: false, code: 'signed-out' })
  const { browser } = await somebody()
  for (const sent of [null, 7, {}, { rows: [] }, { rows: 'x' }, { rows: Array(101).fill(row()) }])
    expect(await ask(sent, browser)).toEqual({ ok: false, code: 'bad-request' })
  const said = await Promise.all(Array.from({ length: 30 }, () => ask({ rows: [null] }, browser)))
  expect(said.some((one) => !one.ok && one.code === 'rate-limited')).toBe(true)
})

/** A class with one item asked and one not, and a learner of it who brings answers.
 *  @param over terms of the assignment */
async function asked(over: object = {}) {
  const [{ id, code, teacher }, { viewer, browser }] = [await newClass(), await somebody()]
  await joins(viewer, code)
  const [one = '', other = ''] = catalog().lessons[0]?.itemIds ?? []
  const terms = {
    ...{ openAt: '2026-01-01T09:00', dueAt: '2099-01-01T09:00', latePercent: 100 },
    attempts: 1,
  }
  const release = { release: 'after_due', scoreRelease: 'after_answer', mockMinutes: null, ...over }
  const form = { title: 'quiz', ...terms, ...release, itemIds: [one] }
  expect(await createAssignment(teacher, id, form)).toMatchObject({ ok: true })
  const bring = async (option: string) => {
    const answer = { kind: 'choice', option }
    const sent = { rows: [one, other].map((itemId) => row({ itemId, answer })) }
    const said = await request(browser, () => importRows(sent, { ...scorer, loadItem: item }))
    if (!said.ok) throw new Error(said.code)
    return said.results
  }
  /** What lists and the page of the answer tell of both items. */
  const told = async () => {
    const withheld = await allWithheldFrom({ viewer, device: null })
    const shown = new Map(
      (await shownResults(viewer, withheld)).map((each) => [each.itemId, each.newestTotal]),
    )
    return [one, other].map((itemId) => ({ ...withheld.of(itemId), total: shown.get(itemId) }))
  }
  return { id, teacher, viewer, one, bring, told }
}
const UNTOLD = { score: true, key: true, total: 0 }
const TOLD = { score: false, key: false, total: 1 }

test('a file tells nothing of assignments, and what it brings tells no key while an answer may count', async () => {
  for (const over of [
    {},
    { release: 'never' },
    { release: 'after_answer' },
    { dueAt: '', release: 'after_answer' },
    { latePercent: 50, dueAt: '2026-01-02T09:00' },
  ]) {
    const { viewer, one, bring, told } = await asked(over)
    // As many as there are options: which of them earned something is not told, or it would be the key.
    for (const option of ['a', 'b']) {
      expect(await bring(option)).toEqual(['stored', 'stored'])
      expect(await told()).toEqual([UNTOLD, TOLD])
    }
    // Their own answer is the one that counts, and its score is told as without a file.
    await storeResponse(viewer, response(one, 'a'))
    const [own] = await told()
    expect(own?.score).toBe(false)
  }
})

test('before an assignment opens, and when its time is over for good, a file is taken as well', async () => {
  for (const [over, first] of [
    [{ openAt: '2098-01-01T09:00' }, TOLD],
    [{ dueAt: '2026-01-02T09:00' }, TOLD],
    [{ dueAt: '2026-01-02T09:00', release: 'never', scoreRelease: 'never' }, UNTOLD],
  ] as const) {
    const { bring, told } = await asked(over)
    expect(await bring('a')).toEqual(['stored', 'stored'])
    expect(await told()).toEqual([first, TOLD])
  }
})

test('an own item of a class is unknown to whoever the class does not ask it, whatever a file says of it', async () => {
  const { browser } = await somebody()
  const sent = { rows: [row({ itemId: ownId(randomUUID()) }), row()] }
  // All that content and classes have, whoever asks.
  const said = await request(browser, () => importRows(sent, { ...scorer, loadItem: item }))
  expect(said).toMatchObject({ results: ['unknown', 'stored'] })
})

test('a file does not choose which variant an assignment asks of a learner', async () => {
  const { viewer, one } = await asked()
  const whole = varied(one)
  const now = async () => (await variantsNow(viewer, [whole])).get(one)?.variant ?? 0
  const before = await now()
  await storeResponse(viewer, { ...response(one, 'a'), variant: before, givenAt: new Date('2026-01-01') })
  expect(await now()).toBe(before)
  await storeResponse(viewer, { ...response(one, 'a'), variant: before })
  expect(await now()).toBe(1 - before)
  // Whoever learns alone is asked another one than was answered, wherever that was.
  const alone = (await somebody()).viewer
  await storeResponse(alone, { ...response(one, 'a'), variant: 0, givenAt: new Date('2026-01-01') })
  expect((await variantsNow(alone, [whole])).get(one)?.variant).toBe(1)
})

test('what there is room for is counted once, and then what is taken', async () => {
  const { viewer, bring } = await somebody()
  const attemptId = randomUUID()
  await db.attempt.create({ data: { id: attemptId, userId: viewer.id } })
  await db.$executeRaw`
    INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer")
    SELECT gen_random_uuid(), ${attemptId}::uuid, ${viewer.id}::uuid, 'x.' || n, 'h', 1, 'ko', '{}' FROM generate_series(1, 19998) n`
  const count = vi.spyOn(db.itemResponse, 'count')
  const rows = Array.from({ length: 4 }, () => row())
  const [first, second] = rows
  const said = await bring([...rows.slice(0, 2), first ?? {}, ...rows.slice(2), second ?? {}])
  expect(said).toEqual(['stored', 'stored', 'known', 'full', 'full', 'known'])
  expect(count).toHaveBeenCalledTimes(1)
  count.mockRestore()
})

/** What a class has of its learners' answers, whoever looks. */
async function counted(classroomId: string, teacher: Viewer) {
  const where = { classroomId }
  const of = { locale: 'ko', slug: null } as const
  const { itemIds = [], slug = '', title = both('') } = catalog().lessons[0] ?? {}
  const member = await db.membership.findFirstOrThrow({ where: { classroomId, role: 'learner' } })
  const nothing = { of: () => NOTHING_WITHHELD }
  const assignments = await everyAssignment(teacher, classroomId)
  const results = await resultsOf(assignments, [member.id])
  return {
    sheets: await db.answerSheet.findMany({ where: { membershipId: member.id }, omit: { newestAt: true } }),
    items: await db.classroomItem.findMany({ where }),
    parts: await db.classroomPart.findMany({ where }),
    page: await learnerAnswers(
      teacher,
      classroomId,
      member.id,
      [{ itemIds, slug, title }],
      of,
      { ...scorer, loadItem: item },
      nothing,
    ),
    results: assignments.map((one) => results(one, member.id)),
  }
}

test('what is imported counts for no class and no assignment, before what is given here, after it and when all is counted anew', async () => {
  const [{ id, code, teacher }, { viewer, browser }] = [await newClass(), await somebody()]
  await joins(viewer, code)
  const [itemId = ''] = catalog().lessons[0]?.itemIds ?? []
  const terms = { openAt: '2026-01-01T09:00', dueAt: '', latePercent: 100, attempts: 1, mockMinutes: null }
  const release = { release: 'after_answer', scoreRelease: 'after_answer' }
  expect(
    await createAssignment(teacher, id, { title: 'quiz', ...terms, ...release, itemIds: [itemId] }),
  ).toMatchObject({ ok: true })
  const loads = { ...scorer, loadItem: item }
  const bring = () => request(browser, () => importRows({ rows: [row({ itemId })] }, loads))
  const none = await counted(id, teacher)
  // As it was before the class asked: the item is not told from one that it does not ask.
  const early = { ...response(itemId, 'a'), givenAt: new Date(Date.now() - 40 * DAY) }
  await storeResponse(viewer, early)
  expect(await counted(id, teacher)).toEqual(none)
  await storeResponse(viewer, response(itemId, 'b'))
  const one = await counted(id, teacher)
  expect([one.sheets[0]?.shares, one.items[0]?.answered, one.items[0]?.right]).toEqual([[0], 1, 0])
  expect(one.results[0]?.byItem.size).toBe(1)
  await bring()
  await storeResponse(viewer, { ...early, id: randomUUID() })
  expect(await counted(id, teacher)).toEqual(one)
  await recomputeAll([viewer.id])
  expect(await counted(id, teacher)).toEqual(one)
})

test('what was given before the newest answer changes nothing of it, and is what recomputing finds', async () => {
  const { viewer, bring } = await somebody()
  const [card = ''] = cardItems().map(({ id }) => id)
  const rated = (rating: CardRating) => ({
    ...response(card, 'a'),
    answer: { kind: 'card' as const, rating },
    score: { ...response(card, 'a').score, earned: 0, total: 0 },
  })
  await storeResponse(viewer, response('fork.one', 'a'))
  await storeResponse(viewer, rated(4))
  const of = { where: { userId: viewer.id }, omit: { newestAt: true } } as const
  const orderBy = { itemId: 'asc' } as const
  const standings = () => db.itemStanding.findMany({ ...of, orderBy })
  const all = () => db.itemStanding.findMany({ where: of.where, orderBy })
  const newest = await standings()
  expect(newest).toHaveLength(2)
  const wrong = { answer: { kind: 'choice', option: 'b' } }
  expect(await bring([row({ itemId: 'fork.one', ...wrong })])).toEqual(['stored'])
  await storeResponse(viewer, { ...rated(1), givenAt: new Date('2026-01-01') })
  expect(await standings()).toEqual(newest)
  const arrivals = await all()
  await recomputeAll([viewer.id])
  expect(await standings()).toEqual(newest)
  expect(await all()).toEqual(arrivals)
})

function response(itemId: string, option: string): NewResponse {
  const earned = option === 'a' ? 1 : 0
  return {
    ...{ id: randomUUID(), attemptId: randomUUID(), itemId, itemHash: 'h', seed: 1, locale: 'ko' },
    ...{ answer: { kind: 'choice', option }, mode: 'practice', durationMs: 900, confidence: 2 },
    ...{ hintsShown: 0, heldMs: 0 },
    score: {
      ...{ engineVersion: '0', itemHash: 'h', state: 'scored', earned, total: 1, codes: [`took-${option}`] },
      replayed: null,
    },
  }
}
