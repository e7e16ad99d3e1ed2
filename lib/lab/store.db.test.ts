import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { MOST_SAVED, MOST_TEXT, MOST_VERSIONS } from './program'
import { deleteProgram, keepVersion, savedPrograms, savedVersion, saveProgram } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const RUN = {
  config: { cores: 2, policy: 'rr', quantum: 20, seed: 7 },
  ...{ grain: 'operation', stdin: '12\n', args: 'a b', schedule: '' },
}
const one = (text: string) => [{ name: 'race.c', text }]
const program = (rest: object = {}) => ({
  ...{ id: randomUUID(), versionId: randomUUID(), name: 'race', files: one('int main(void) { return 0; }') },
  ...{ run: RUN, locale: 'ko', ...rest },
})
const save = (browser: Browser, input: object) => {
  return request(browser, async () => {
    await db.rateLimit.deleteMany()
    return saveProgram(input, async () => null)
  })
}
const who = async (browser: Browser) => {
  const viewer = await request(browser, getViewer)
  if (!viewer) throw new Error('nobody')
  return viewer
}

test('a program is kept once however often it is sent, a guest’s too, and is its own alone', async () => {
  const [own, other] = [newBrowser(), newBrowser()]
  const sent = program({ guestKey: 'k'.repeat(43) })
  for (const result of await Promise.all([1, 2, 3].map(() => save(own, sent))))
    expect(result).toMatchObject({ ok: true, id: sent.id, ordinal: 1 })
  const viewer = await who(own)
  expect(viewer.isGuest).toBe(true)
  expect(await savedPrograms(viewer)).toMatchObject([{ id: sent.id, name: 'race', ordinal: 1 }])
  expect(await savedVersion(viewer, sent.id, null)).toMatchObject({
    ordinal: 1,
    program: { ...RUN, files: sent.files },
  })
  // Somebody else neither reads it, nor adds to it, nor deletes it, nor takes a version's id.
  const theirs = { guestKey: 'o'.repeat(43) }
  expect(await save(other, program({ ...theirs, id: sent.id }))).toEqual({ ok: false, code: 'refused' })
  expect(await save(other, program({ ...theirs, versionId: sent.versionId }))).toEqual({
    ok: false,
    code: 'refused',
  })
  const stranger = await who(other)
  expect(await savedPrograms(stranger)).toEqual([])
  expect(await savedVersion(stranger, sent.id, 1)).toBe(null)
  expect(await deleteProgram(stranger, sent.id)).toBe(false)
  expect(await deleteProgram(viewer, sent.id)).toBe(true)
  expect(await db.programVersion.count({ where: { programId: sent.id } })).toBe(0)
})

test('each change is a version, what has not changed is none, and of many the newest stay', async () => {
  const own = newBrowser()
  const { id } = program()
  for (const [text, ordinal] of [
    ['a', 1],
    ['b', 2],
    ['b', 2],
    ['a', 3],
  ] as const)
    expect(await save(own, program({ id, files: one(text) }))).toMatchObject({ ok: true, ordinal })
  const other = { ...RUN, config: { ...RUN.config, cores: 4 } }
  expect(await save(own, program({ id, files: one('a'), run: other, name: 'renamed' }))).toMatchObject({
    ordinal: 4,
  })
  const viewer = await who(own)
  expect(await savedVersion(viewer, id, 2)).toMatchObject({ name: 'renamed', program: { files: one('b') } })
  for (let n = 5; n <= MOST_VERSIONS + 2; n++) await save(own, program({ id, files: one(`${n}`) }))
  const newest = await savedVersion(viewer, id, null)
  expect(newest?.versions.map(({ ordinal }) => ordinal)).toEqual(
    Array.from({ length: MOST_VERSIONS }, (_, i) => MOST_VERSIONS + 2 - i),
  )
  expect(await savedVersion(viewer, id, 2)).toBe(null)
})

test('all files of a program are kept, and a change in any of them is a version', async () => {
  const own = newBrowser()
  const { id } = program()
  const files = [...one('a'), { name: 'list.h', text: 'b' }, { name: 'list.c', text: 'c' }]
  const changes = [
    files,
    files.with(2, { name: 'list.c', text: 'd' }),
    files.with(1, { name: 'queue.h', text: 'b' }),
    files.with(0, { name: 'main.c', text: 'a' }),
  ]
  for (const [i, sent] of changes.entries())
    expect(await save(own, program({ id, files: sent }))).toMatchObject({ ok: true, ordinal: i + 1 })
  const viewer = await who(own)
  for (const [i, sent] of changes.entries())
    expect((await savedVersion(viewer, id, i + 1))?.program).toEqual({ ...RUN, files: sent })
  // What was saved when a program was one text without a name.
  await db.programVersion.updateMany({ where: { programId: id, ordinal: 1 }, data: { run: RUN } })
  expect((await savedVersion(viewer, id, 1))?.program.files).toEqual([{ name: 'program.c', text: 'a' }])
})

/** Versions as another installation saved them, each on a day of January. */
const elsewhere = (id: string, days: readonly number[], name = 'race') =>
  days.map((day) => ({
    ...{ id, versionId: randomUUID(), name, files: one(`day ${day}`), run: RUN, engineVersion: 3 },
    savedAt: new Date(Date.UTC(2026, 0, day)),
  }))
type Elsewhere = ReturnType<typeof elsewhere>[number]

/** What is kept of a program, the oldest first, and whose turn each was. */
async function textsOf(id: string) {
  const rows = await db.programVersion.findMany({ where: { programId: id }, orderBy: { ordinal: 'asc' } })
  expect(rows.map(({ savedAt }) => savedAt.getTime())).toEqual(
    rows.map(({ savedAt }) => savedAt.getTime()).sort((a, b) => a - b),
  )
  return rows.map(({ text }) => text)
}

async function bringing() {
  const own = newBrowser()
  await save(own, program())
  const viewer = await who(own)
  const bring = async (rows: readonly Elsewhere[]) => {
    const said = []
    for (const { run, ...row } of rows) said.push(await keepVersion(viewer, { ...row, run: RUN_KEPT }))
    return said
  }
  return { own, viewer, bring }
}
const RUN_KEPT = {
  ...RUN,
  config: { ...RUN.config, policy: 'rr' as const },
  grain: 'operation' as const,
}

test('versions of another installation stand by when they were saved, whichever file comes first', async () => {
  const { viewer, bring } = await bringing()
  const { id } = program()
  const first = elsewhere(id, [2, 5, 9], 'now')
  expect(await bring(first)).toEqual(['stored', 'stored', 'stored'])
  const second = elsewhere(id, [1, 3, 4, 7], 'then')
  expect(await bring(second.toReversed())).toEqual(Array(4).fill('stored'))
  const all = [1, 2, 3, 4, 5, 7, 9].map((day) => `day ${day}`)
  expect(await textsOf(id)).toEqual(all)
  expect(await bring([...first, ...second])).toEqual(Array(7).fill('known'))
  expect(await textsOf(id)).toEqual(all)
  const newest = await savedVersion(viewer, id, null)
  expect(newest).toMatchObject({
    name: 'now',
    ordinal: 7,
    engineVersion: 3,
    program: { files: one('day 9') },
  })
  expect((await savedPrograms(viewer)).find((each) => each.id === id)?.savedAt).toBe(
    '2026-01-09T00:00:00.000Z',
  )
  // Saved again here it goes on above them.
  expect(await bring(elsewhere(id, [9, 10]))).toEqual(['known', 'stored'])
})

test('a file that is brought again puts nothing on top of what was saved since, and takes none of it away', async () => {
  const { own, viewer, bring } = await bringing()
  const { id } = program()
  const days = Array.from({ length: MOST_VERSIONS - 10 }, (_, i) => 1 + i)
  const rows = elsewhere(id, days)
  expect(new Set(await bring(rows))).toEqual(new Set(['stored']))
  for (let n = 0; n < 15; n++) await save(own, program({ id, name: 'mine', files: one(`mine ${n}`) }))
  const before = await textsOf(id)
  expect([before.length, before.at(-1), before[0]]).toEqual([MOST_VERSIONS, 'mine 14', 'day 6'])
  expect(new Set(await bring(rows))).toEqual(new Set(['known']))
  expect(await textsOf(id)).toEqual(before)
  expect(await savedVersion(viewer, id, null)).toMatchObject({ name: 'mine' })
  // One that is newer than the oldest takes the place of that one.
  await db.programVersion.deleteMany({ where: { programId: id, text: 'day 20' } })
  const [again] = rows.filter(({ files }) => files[0]?.text === 'day 20')
  await save(own, program({ id, name: 'mine', files: one('mine 15') }))
  expect(again && (await bring([again]))).toEqual(['stored'])
  expect(await textsOf(id)).toEqual([...before.slice(1), 'mine 15'])
})

test('whose id a version has is looked at as when it is saved', async () => {
  const [mine, theirs] = [await bringing(), await bringing()]
  const [row] = elsewhere(randomUUID(), [1])
  const { id } = program()
  if (!row) throw new Error('a version')
  expect(await mine.bring([row])).toEqual(['stored'])
  expect(await theirs.bring([row, { ...row, versionId: randomUUID() }, { ...row, id }])).toEqual(
    Array(3).fill('foreign'),
  )
})

test('an id that two people send at once is one person’s', async () => {
  const sent = program()
  const results = await Promise.all(
    ['a', 'b'].map((key) =>
      save(newBrowser(), { ...sent, versionId: randomUUID(), guestKey: key.repeat(43) }),
    ),
  )
  expect(results.map((result) => (result.ok ? 'ok' : result.code)).sort()).toEqual(['ok', 'refused'])
  expect(await db.programVersion.count({ where: { programId: sent.id } })).toBe(1)
})

test('every part of how a program is run makes a version of its own', async () => {
  const own = newBrowser()
  const { id } = program()
  const changes = [
    { ...RUN, grain: 'line' },
    { ...RUN, stdin: 'other' },
    { ...RUN, args: 'other' },
    { ...RUN, schedule: '1.rr.20.0.A1' },
    { ...RUN, after: 3 },
    ...Object.entries({ cores: 1, policy: 'fifo', quantum: 3, seed: 8 }).map(([name, value]) => ({
      ...RUN,
      config: { ...RUN.config, [name]: value },
    })),
  ]
  await save(own, program({ id }))
  for (const [i, run] of changes.entries())
    expect(await save(own, program({ id, run }))).toMatchObject({ ok: true, ordinal: i + 2 })
})

test('two windows that save at once each have their version', async () => {
  const own = newBrowser()
  const { id } = program()
  await save(own, program({ id, files: one('first') }))
  const texts = ['one', 'two', 'three', 'four']
  const results = await Promise.all(texts.map((text) => save(own, program({ id, files: one(text) }))))
  expect(results.map((result) => result.ok && 'ordinal' in result && result.ordinal).sort()).toEqual([
    2, 3, 4, 5,
  ])
  const rows = await db.programVersion.findMany({ where: { programId: id } })
  expect(rows.map(({ text }) => text).sort()).toEqual(['first', ...texts].sort())
})

test('what is no program is refused and makes nobody; who has as much as may be is told', async () => {
  const users = await db.user.count()
  const wrong = [
    {},
    program({ name: ' ' }),
    program({ files: one('x'.repeat(MOST_TEXT + 1)) }),
    program({ files: [] }),
    program({ files: [...one('a'), ...one('b')] }),
    program({ files: [{ name: '../a.c', text: '' }] }),
    program({ run: { ...RUN, grain: 'no' } }),
    program({ run: { ...RUN, config: { ...RUN.config, policy: 'no' } } }),
    program({ run: { ...RUN, more: 1 } }),
    program({ id: 'x' }),
  ]
  for (const input of wrong)
    expect(await save(newBrowser(), input)).toEqual({ ok: false, code: 'bad-request' })
  expect(await db.user.count()).toBe(users)

  const own = newBrowser()
  const text = 'x'.repeat(MOST_TEXT)
  const fit = Math.floor(MOST_SAVED.bytes / MOST_TEXT) - 1
  const { id } = program()
  for (let n = 0; n < fit; n++)
    expect(
      await save(
        own,
        program({ id: n < 20 ? id : randomUUID(), files: one(`${n}${text}`.slice(0, MOST_TEXT)) }),
      ),
    ).toMatchObject({ ok: true })
  expect(await save(own, program({ files: one(text) }))).toEqual({ ok: false, code: 'full' })
  // What adds nothing has room, and a refused save takes no older version away.
  const { versions = [] } = (await savedVersion(await who(own), id, null)) ?? {}
  expect(await save(own, program({ id, files: one(`19${text}`.slice(0, MOST_TEXT)) }))).toMatchObject({
    ok: true,
  })
  expect((await savedVersion(await who(own), id, null))?.versions).toEqual(versions)
  await deleteProgram(await who(own), id)
  expect(await save(own, program({ files: one(text) }))).toMatchObject({ ok: true })
})

test('what a guest kept goes with them to the account', async () => {
  const own = newBrowser()
  const { id } = program()
  await save(own, program({ id }))
  const guest = await who(own)
  const account = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  expect(await mergeGuest(guest.id, account.id)).toBe(true)
  expect(await db.savedProgram.findMany({ where: { userId: account.id } })).toMatchObject([{ id }])
})
