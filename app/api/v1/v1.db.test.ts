/** The read API: who may read, what it answers, and that its description says so. */
import { readdirSync } from 'node:fs'
import { beforeAll, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { endAllSessions } from '@/lib/auth/account'
import { newToken, revokeToken, tokensOf } from '@/lib/auth/api-token'
import type { Viewer } from '@/lib/auth/viewer'
import { dashboardOf } from '@/lib/classroom/dashboard'
import { importRoster } from '@/lib/classroom/invitee'
import { itemAnalysisOf } from '@/lib/classroom/item-analysis'
import { joinClassroom, leaveClassroom } from '@/lib/classroom/membership'
import { account, choose, joins, newClass } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { GET as readTable } from './classes/[classId]/[table]/route'
import { GET as readClasses } from './classes/route'
import { description } from './openapi'
import { GET as readDescription } from './openapi.json/route'
import { classes, failure, pageOf, ROWS, type Table } from './shape'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
const { newBrowser, request } = await import('@/lib/auth/test-browser')

const itemIds = catalog().lessons.flatMap((lesson) => lesson.itemIds)
let school: { id: string; teacher: Viewer; token: string }

beforeAll(async () => {
  const { id, code, teacher } = await newClass()
  await importRoster(teacher, id, 'name,number\nListed Lee,7')
  for (let i = 0; i < 5; i++) {
    const learner = await account()
    if (i === 0) await joinClassroom(learner, { code, displayName: learner.id, number: '7' })
    else await joins(learner, code)
    for (const itemId of itemIds.slice(0, 3)) await choose(learner, itemId, 'a', { earned: i % 2 })
    if (i === 4) await leaveClassroom(learner, id)
  }
  school = { id, teacher, token: await tokenOf(teacher) }
})

async function tokenOf(viewer: Viewer): Promise<string> {
  const made = await newToken(viewer, { name: 'a program', days: 30 })
  if (!made.ok) throw new Error(made.code)
  return made.token
}

const asking = (token: string | null, query = '') =>
  new Request(`http://forklore.test/api/v1?${query}`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  })

async function table<T extends Table>(name: T, query = '', token: string | null = school.token) {
  const params = Promise.resolve({ classId: school.id, table: name })
  const response = await request(newBrowser(), () => readTable(asking(token, query), { params }))
  return { status: response.status, body: await response.json() }
}

/** What is read, in the shape that the description tells. */
async function read<T extends Table>(name: T, query = '') {
  const { status, body } = await table(name, query)
  expect(status).toBe(200)
  return pageOf(ROWS[name]).parse(body) as Omit<z.output<ReturnType<typeof pageOf>>, 'rows'> & {
    rows: z.output<(typeof ROWS)[T]>[]
  }
}

test('a class is read with the numbers that its pages show', async () => {
  const { lessons } = catalog()
  const listed = classes.parse(
    await (await request(newBrowser(), () => readClasses(asking(school.token)))).json(),
  )
  expect(listed.rows).toEqual([
    { id: school.id, name: '운영체제 2분반', role: 'teacher', learners: 4, archived: false },
  ])
  const roster = await read('roster')
  expect(roster).toMatchObject({ page: 1, pages: 1, total: 5 })
  expect(roster.rows.map(({ status }) => status)).toEqual([...Array(4).fill('active'), 'left'])
  expect(roster.rows.filter((one) => one.listed).map((one) => one.listed)).toEqual([
    { name: 'Listed Lee', number: '7', email: null, matchedBy: 'number' },
  ])
  const grades = await read('grades')
  const asked = lessons.filter((lesson) => lesson.itemIds.length > 0)
  const dashboard = await dashboardOf(school.teacher, school.id, asked, 1, 'name')
  expect(grades.rows.map(({ id, score, answered, items }) => [id, score, answered, items])).toEqual(
    dashboard?.learners.map(({ membershipId, summary: { rate, answered, items } }) => [
      ...[membershipId, rate, answered, items],
    ]),
  )
  expect(grades.rows[0]?.lessons.map(({ lesson }) => lesson)).toEqual(asked.map(({ slug }) => slug))
  const items = await read('items', 'limit=200')
  const analysis = await itemAnalysisOf(school.teacher, school.id, lessons)
  expect(items.total).toBe(analysis?.items.length)
  for (const one of items.rows) {
    const { n, neverTried, difficulty, itemRest } =
      analysis?.items.find(({ itemId }) => itemId === one.id) ?? {}
    expect(one).toMatchObject({ answered: n, neverTried, difficulty, itemRest })
  }
  expect(items.rows.filter(({ answered }) => answered > 0).length).toBe(3)
})

test('pages are cut where they are asked to be, hold each row once, and are empty beyond the last', async () => {
  const all = await read('roster')
  const pages = []
  for (const page of [1, 2, 3]) pages.push(await read('roster', `limit=2&page=${page}`))
  expect(pages.flatMap(({ rows }) => rows)).toEqual(all.rows)
  expect(pages[0]).toMatchObject({ page: 1, pages: 3, total: 5 })
  expect(await read('grades', 'limit=2&page=9')).toMatchObject({ rows: [], page: 9, pages: 2, total: 4 })
  for (const query of ['limit=0', 'limit=201', 'page=0', 'page=x', 'limit=1.5'])
    expect(failure.parse((await table('items', query)).body).code, query).toBe('bad-request')
})

test('a token is good until it is revoked, out of date, or every session of its owner ends', async () => {
  const [one] = [await account()]
  const says = async (token: string | null) => (await table('roster', '', token)).body.code
  for (const token of [null, '', 'x', 'forklore_x', `${school.token}x`])
    expect(await says(token)).toBe('signed-out')
  expect((await table('roster', '', null)).status).toBe(401)
  const [revoked, late, ended] = [await tokenOf(one), await tokenOf(one), await tokenOf(one)]
  for (const token of [revoked, late, ended]) expect(await says(token)).toBe('not-found')
  const rows = await tokensOf(one)
  expect(rows.map(({ name, scope, usedAt }) => [name, scope, usedAt !== null])).toEqual(
    Array(3).fill(['a program', 'read', true]),
  )
  expect(await revokeToken(school.teacher, rows[2]?.id)).toMatchObject({ code: 'token-unknown' })
  expect(await revokeToken(one, rows[2]?.id)).toEqual({ ok: true })
  expect(await says(revoked)).toBe('signed-out')
  await db.apiToken.update({ where: { id: rows[1]?.id ?? '' }, data: { expiresAt: new Date() } })
  expect(await says(late)).toBe('signed-out')
  await endAllSessions(one)
  expect(await says(ended)).toBe('signed-out')
  expect(await tokensOf(one)).toEqual([])
  expect(await db.apiToken.findFirst({ where: { tokenHash: { contains: ended.slice(9) } } })).toBe(null)
})

test('nobody has tokens without end, nor one without a name or a time', async () => {
  const one = await account()
  for (const input of [null, {}, { name: ' ', days: 30 }, { name: 'x', days: 31 }, { name: 'x', days: '30' }])
    expect(await newToken(one, input)).toMatchObject({ code: 'token-ill-formed' })
  const made = await Promise.all(Array.from({ length: 12 }, () => newToken(one, { name: 'x', days: 30 })))
  expect(made.filter(({ ok }) => ok).length).toBe(10)
  expect(await newToken(one, { name: 'x', days: 30 })).toMatchObject({ code: 'too-many-tokens' })
})

test('what is described is what there is', async () => {
  const said = description() as {
    paths: Record<
      string,
      { get: { responses: Record<string, { content: Record<string, { schema: object }> }> } }
    >
  }
  expect(await readDescription().json()).toEqual(JSON.parse(JSON.stringify(said)))
  const files = readdirSync('app/api/v1', { recursive: true, encoding: 'utf8' })
  const routes = files
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => `/${file.replace('/route.ts', '')}`)
  const described = Object.keys(said.paths).map((path) =>
    path.replace('{classId}', '[classId]').replace(/(?<=\]\/)\w+$/, '[table]'),
  )
  expect([...new Set([...described, '/openapi.json'])].sort()).toEqual(routes.sort())
  for (const { get } of Object.values(said.paths)) {
    const schema = get.responses[200]?.content['application/json']?.schema
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
  }
})

test('the roster and the grades say in which section somebody is', async () => {
  const { id: sectionId } = await db.classSection.create({ data: { classroomId: school.id, name: 'Monday' } })
  const [one] = (await read('grades')).rows
  await db.membership.update({ where: { id: one?.id ?? '' }, data: { sectionId } })
  for (const name of ['roster', 'grades'] as const)
    expect(
      (await read(name)).rows.flatMap(({ id, section }) => (section === null ? [] : [[id, section]])),
    ).toEqual([[one?.id, 'Monday']])
})
