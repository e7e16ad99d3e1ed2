/** The list of a class: brought, matched by who joins, and taken off. */
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { lockClassroom } from '@/lib/progress/class-lock'
import { dropInvitees, importRoster, invitedTo, previewRoster } from './invitee'
import { joinClassroom, leaveClassroom } from './membership'
import { changeLearners, rosterOf } from './roster'
import { previewClassroom } from './store'
import { account, guest, joins, newClass } from './test-class'

const HEAD = 'name,number,email'
const bring = (to: { id: string; teacher: Viewer }, ...rows: string[]) =>
  importRoster(to.teacher, to.id, [HEAD, ...rows].join('\n'))
const listOf = async (classroomId: string) =>
  db.invitee.findMany({
    where: { classroomId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { name: true, number: true, email: true },
  })

async function proven(): Promise<Viewer> {
  const viewer = await account()
  await db.user.update({ where: { id: viewer.id }, data: { emailVerified: new Date() } })
  return viewer
}

const joinsAs = (viewer: Viewer, code: string, number: string | null) =>
  joinClassroom(viewer, { code, displayName: viewer.id, number })

async function matchedBy(to: { id: string; teacher: Viewer }, name: string) {
  const roster = await rosterOf(to.teacher, to.id, null, 1)
  const row = roster?.rows.find(({ listed }) => listed?.name === name)
  return row && { as: row.name, by: row.listed?.matchedBy, status: row.status }
}

test('looking writes nothing; bringing keeps the rows that are right; the same file again changes nothing', async () => {
  const here = await newClass()
  const rows = ['Ann,1,', 'Bob,,bob@x.kr', ',3,', '=1,4,']
  const seen = await previewRoster(here.teacher, here.id, [HEAD, ...rows].join('\n'))
  if (!seen.ok) throw new Error(seen.code)
  expect(seen.rows.map(({ line, does, problem }) => [line, does, problem?.code ?? null])).toEqual([
    [2, 'new', null],
    [3, 'new', null],
    [4, null, 'no-name'],
    [5, null, 'formula'],
  ])
  expect(await listOf(here.id)).toEqual([])
  expect(await bring(here, ...rows)).toEqual({ ok: true, made: 2, changed: 0, left: 2 })
  const before = await db.invitee.findMany({ where: { classroomId: here.id }, orderBy: { id: 'asc' } })
  expect(await bring(here, ...rows)).toEqual({ ok: true, made: 0, changed: 0, left: 2 })
  expect(await db.invitee.findMany({ where: { classroomId: here.id }, orderBy: { id: 'asc' } })).toEqual(
    before,
  )
})

test('who is on the list is known by either key, and takes over what the file says', async () => {
  const here = await newClass()
  await bring(here, 'Ann,1,', 'Bob,,bob@x.kr', 'Cho,3,cho@x.kr')
  const rows = ['Ann Lee,1,ann@x.kr', 'Bob,2,bob@x.kr', 'Dan,3,bob@x.kr', 'Cho,3,', 'Cho,,cho@x.kr']
  const seen = await previewRoster(here.teacher, here.id, [HEAD, ...rows].join('\n'))
  if (!seen.ok) throw new Error(seen.code)
  expect(seen.rows.map(({ does, problem }) => does ?? `${problem?.code} ${problem?.other}`)).toEqual([
    ...['changed', 'changed', 'twice 3', 'same', 'twice 5'],
  ])
  expect(await bring(here, ...rows)).toEqual({ ok: true, made: 0, changed: 2, left: 2 })
  expect(await listOf(here.id)).toEqual([
    { name: 'Ann Lee', number: '1', email: 'ann@x.kr' },
    { name: 'Bob', number: '2', email: 'bob@x.kr' },
    { name: 'Cho', number: '3', email: 'cho@x.kr' },
  ])
  // An address of one and the number of another are nobody's.
  expect(await bring(here, 'Eve,1,cho@x.kr')).toEqual({ ok: true, made: 0, changed: 0, left: 1 })
})

test('two who bring the same file at once make one list', async () => {
  const here = await newClass()
  const done = await Promise.all([1, 2, 3].map(() => bring(here, 'Ann,1,', 'Bob,2,')))
  expect(done.map((one) => one.ok && one.made).sort()).toEqual([0, 0, 2])
})

test('who joins is found by number, by address, and by a proven address before all', async () => {
  const here = await newClass()
  const [one, sure, unsure] = [await guest(), await proven(), await account()]
  await bring(here, 'Ann,AB-1,', `Bob,2,${sure.email}`, `Cho,3,${unsure.email}`, 'Dan,4,')
  expect(
    (await previewClassroom(one, here.code)).ok && (await previewClassroom(one, here.code)),
  ).toMatchObject({
    hasList: true,
  })
  expect(await joinsAs(one, here.code, ' ab-1 ')).toMatchObject({ ok: true })
  // Whose address is proven is who they are, whatever number they give.
  expect(await joinsAs(sure, here.code, '4')).toMatchObject({ ok: true })
  expect(await joinsAs(unsure, here.code, null)).toMatchObject({ ok: true })
  expect(await matchedBy(here, 'Ann')).toEqual({ as: one.id, by: 'number', status: 'active' })
  expect(await matchedBy(here, 'Bob')).toEqual({ as: sure.id, by: 'proven', status: 'active' })
  expect(await matchedBy(here, 'Cho')).toEqual({ as: unsure.id, by: 'email', status: 'active' })
  expect((await invitedTo(here.teacher, here.id, 1))?.rows.map(({ name }) => name)).toEqual(['Dan'])
})

test('a number that nobody has, or somebody by now, lets nobody in under it; without one they join as everybody', async () => {
  const here = await newClass()
  await bring(here, 'Ann,1,')
  const [first, second] = [await account(), await account()]
  expect(await joinsAs(first, here.code, '1')).toMatchObject({ ok: true })
  for (const number of ['1', '2', '!'])
    expect(await joinsAs(second, here.code, number), number).toEqual({ ok: false, code: 'number-unknown' })
  expect(await db.membership.count({ where: { userId: second.id } })).toBe(0)
  for (const number of ['', ' ', null])
    expect(await joinsAs(second, here.code, number)).toMatchObject({ ok: true })
  // Who has a place keeps it.
  expect(await joinsAs(first, here.code, null)).toMatchObject({ ok: true })
  expect(await matchedBy(here, 'Ann')).toMatchObject({ as: first.id })
})

test('a proven address takes its place from who has it on less, and who left makes theirs free', async () => {
  const here = await newClass()
  const [claims, sure] = [await account(), await proven()]
  await bring(here, `Ann,1,${sure.email}`, 'Bob,2,')
  await joinsAs(claims, here.code, '1')
  await joinsAs(sure, here.code, null)
  expect(await matchedBy(here, 'Ann')).toEqual({ as: sure.id, by: 'proven', status: 'active' })
  const [leaves, comes, put] = [await account(), await account(), await account()]
  await joinsAs(leaves, here.code, '2')
  await leaveClassroom(leaves, here.id)
  expect(await matchedBy(here, 'Bob')).toMatchObject({ as: leaves.id, status: 'left' })
  await joinsAs(comes, here.code, '2')
  expect(await matchedBy(here, 'Bob')).toMatchObject({ as: comes.id, status: 'active' })
  // Who was put out keeps it, so that nobody else comes under it.
  const { id } = await db.membership.findFirstOrThrow({ where: { userId: comes.id, classroomId: here.id } })
  await changeLearners(here.teacher, here.id, [id], 'remove')
  expect(await joinsAs(put, here.code, '2')).toMatchObject({ code: 'number-unknown' })
  expect(await matchedBy(here, 'Bob')).toMatchObject({ as: comes.id, status: 'removed' })
})

test('who is in the class already is found when they open the code again, and a guest keeps the place as an account', async () => {
  const here = await newClass()
  const [visitor, own] = [await guest(), await account()]
  await joins(visitor, here.code)
  await bring(here, 'Ann,1,')
  await joinsAs(visitor, here.code, '1')
  await joins(own, here.code)
  expect(await mergeGuest(visitor.id, own.id)).toBe(true)
  expect(await matchedBy(here, 'Ann')).toEqual({ as: own.id, by: 'number', status: 'active' })
  // With the account the membership goes, and the place is free again.
  await db.user.delete({ where: { id: own.id } })
  expect(await invitedTo(here.teacher, here.id, null)).toMatchObject({ rows: [], total: 1 })
})

test('who teaches the class is nobody on its list', async () => {
  const here = await newClass()
  await bring(here, `Ann,1,${here.teacher.email}`)
  expect(await joinsAs(here.teacher, here.code, '1')).toMatchObject({ ok: true })
  expect((await invitedTo(here.teacher, here.id, 1))?.total).toBe(1)
})

test('who has not joined can be taken off the list, by who teaches the class alone', async () => {
  const [here, there] = [await newClass(), await newClass()]
  const learner = await account()
  await bring(here, 'Ann,1,', 'Bob,2,')
  await joinsAs(learner, here.code, '1')
  const ids = (await db.invitee.findMany({ where: { classroomId: here.id } })).map(({ id }) => id)
  for (const [viewer, id] of [
    [learner, here.id],
    [there.teacher, here.id],
    [there.teacher, there.id],
  ] as const) {
    expect(await dropInvitees(viewer, id, ids)).toMatchObject({ code: 'not-found' })
    if (id === here.id) {
      expect(await previewRoster(viewer, id, `${HEAD}\nx,9,`)).toMatchObject({ code: 'not-found' })
      expect(await importRoster(viewer, id, `${HEAD}\nx,9,`)).toMatchObject({ code: 'not-found' })
      expect(await invitedTo(viewer, id, 1)).toBe(null)
    }
  }
  expect(await dropInvitees(here.teacher, here.id, ids)).toEqual({ ok: true, dropped: 1 })
  expect((await listOf(here.id)).map(({ name }) => name)).toEqual(['Ann'])
})

test('who joins while they are being taken off the list has the place, or joins without one', async () => {
  const here = await newClass()
  const learner = await account()
  await joins(learner, here.code)
  await bring(here, 'Ann,1,', 'Bob,2,')
  const [ann, bob] = await db.invitee.findMany({ where: { classroomId: here.id }, orderBy: { name: 'asc' } })
  const own = await db.membership.findFirstOrThrow({ where: { userId: learner.id, classroomId: here.id } })
  let dropping: ReturnType<typeof dropInvitees> | undefined
  await db.$transaction(async (tx) => {
    await lockClassroom(tx, here.id)
    dropping = dropInvitees(here.teacher, here.id, [ann!.id, bob!.id])
    await Promise.race([dropping, setTimeout(300)])
    await tx.invitee.update({ where: { id: ann!.id }, data: { membershipId: own.id, matchedBy: 'number' } })
  })
  expect(await dropping).toEqual({ ok: true, dropped: 1 })
  expect((await listOf(here.id)).map(({ name }) => name)).toEqual(['Ann'])
})

/** Until somebody waits for a row that somebody else has. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`
    if (waiting.length > 0) return
    await setTimeout(20)
  }
}

test('a place that is dropped or given away while a guest becomes an account is not theirs', async () => {
  for (const isDropped of [true, false]) {
    const here = await newClass()
    const [visitor, other, own] = [await guest(), await guest(), await proven()]
    await bring(here, 'Ann,1,', `Bob,2,${own.email}`)
    await joinsAs(visitor, here.code, '1')
    await joinsAs(other, here.code, null)
    const bob = {
      id: (await db.invitee.findFirstOrThrow({ where: { classroomId: here.id, number: '2' } })).id,
    }
    const taker = await db.membership.findFirstOrThrow({ where: { userId: other.id } })
    let merging: Promise<boolean> | undefined
    await db.$transaction(async (tx) => {
      if (isDropped) await tx.invitee.delete({ where: bob })
      else await tx.invitee.update({ where: bob, data: { membershipId: taker.id, matchedBy: 'number' } })
      merging = mergeGuest(visitor.id, own.id)
      await Promise.race([merging, somebodyWaits()])
    })
    expect(await merging).toBe(true)
    expect(await matchedBy(here, 'Ann')).toMatchObject({ as: visitor.id, by: 'number' })
    expect(await matchedBy(here, 'Bob')).toEqual(
      isDropped ? undefined : expect.objectContaining({ as: other.id }),
    )
  }
})

test('an account that a guest becomes is who its proven address says, and what the guest was known by is free', async () => {
  const here = await newClass()
  const [visitor, claimed, own] = [await guest(), await guest(), await proven()]
  await bring(here, 'Ann,1,', `Bob,2,${own.email}`)
  await joinsAs(visitor, here.code, '1')
  expect(await mergeGuest(visitor.id, own.id)).toBe(true)
  expect(await matchedBy(here, 'Bob')).toMatchObject({ as: visitor.id, by: 'proven' })
  expect(await matchedBy(here, 'Ann')).toBe(undefined)
  expect(await joinsAs(claimed, here.code, '1')).toMatchObject({ ok: true })
  // Where the address is not proven, the word of the guest stands.
  const there = await newClass()
  const [other, unproven] = [await guest(), await account()]
  await bring(there, 'Ann,1,', `Bob,2,${unproven.email}`)
  await joinsAs(other, there.code, '1')
  expect(await mergeGuest(other.id, unproven.id)).toBe(true)
  expect(await matchedBy(there, 'Ann')).toMatchObject({ as: other.id, by: 'number' })
})
