/** Who teaches a class takes the course's questions along, but for those that a class in which they learn withholds. */
import { strFromU8, unzipSync } from 'fflate'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { QUESTION_FORMATS } from '@/app/question-file'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { createAssignment } from '@/lib/classroom/assignment'
import { askLive, liveOf, stepLive } from '@/lib/classroom/live-store'
import { checkDraft, retireOwnItem, writeVersion } from '@/lib/classroom/own-item'
import { createClassroom } from '@/lib/classroom/store'
import { account, joins, newClass } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { EMPTY_DRAFT } from '@/lib/own-item/draft'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { GET } from './route'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))
// One lesson, read once: its programs are run for what its items say.
vi.mock('@/lib/content/catalog', async (original) => {
  const real = await original<typeof import('@/lib/content/catalog')>()
  const lessons = real.catalog().lessons.filter(({ slug }) => slug === 'process-vs-thread')
  const one = { ...real.catalog(), lessons }
  return { ...real, catalog: () => one }
})

const item = catalog()
  .lessons.flatMap(({ slug }) => itemsOf(slug))
  .find(({ kind }) => kind === 'choice')!

async function asks(viewer: Viewer, classId: string, format: string, query = ''): Promise<Response> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  const asked = new NextRequest(`http://forklore.test/api?locale=en${query}`)
  return request(browser, () => GET(asked, { params: Promise.resolve({ classId, format }) }))
}

/** What is in a file, of a zip the files in it with their names. */
async function fileFor(viewer: Viewer, classId: string, format: string, query = ''): Promise<string> {
  const response = await asks(viewer, classId, format, query)
  if (response.headers.get('content-type') !== 'application/zip') return response.text()
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  return Object.entries(files)
    .map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`)
    .join('\n')
}

test('what is withheld from a learner is in no file of a class that they teach, and not shown in front of it', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const made = await createAssignment(teacher, id, {
    ...{ title: 'x', openAt: '2026-01-01T09:00', dueAt: '2099-01-01T09:00', mockMinutes: null },
    ...{ latePercent: 100, attempts: 1, release: 'after_due', scoreRelease: 'never' },
    itemIds: [item.id],
  })
  expect(made).toMatchObject({ ok: true })
  const own = await createClassroom(learner, { name: 'own', displayName: 'L' })
  if (!own.ok) throw new Error(own.code)
  for (const format of Object.keys(QUESTION_FORMATS)) {
    expect(await fileFor(teacher, id, format)).toContain(item.id)
    const file = await fileFor(learner, own.id, format)
    expect(file).not.toContain(item.id)
    expect(file.length).toBeGreaterThan(1000)
  }
  for (const [viewer, classId, right] of [
    [teacher, id, expect.any(Array)],
    [learner, own.id, null],
  ] as const) {
    const asked = await askLive(viewer, classId, item.id)
    if (!asked.ok) throw new Error(asked.code)
    expect(await stepLive(viewer, classId, asked.id, 'shown')).toMatchObject({ ok: true })
    expect((await liveOf(viewer, classId))?.live).toMatchObject({ right })
  }
})

test('questions are chosen one by one; of what is no question of that lesson there is no file', async () => {
  const { id, teacher } = await newClass()
  const [first, second] = itemsOf('process-vs-thread').filter(({ kind }) => kind === 'choice')
  for (const format of Object.keys(QUESTION_FORMATS)) {
    const file = await fileFor(teacher, id, format, `&lesson=process-vs-thread&item=${second!.id}`)
    expect(file).toContain(second!.id)
    expect(file).not.toContain(first!.id)
    for (const query of [
      `&item=${second!.id}&item=no.such`,
      `&lesson=${OWN_LESSON}&item=${second!.id}`,
      '&lesson=no-such',
    ])
      expect((await asks(teacher, id, format, query)).status).toBe(404)
  }
})

test("a class's own questions are taken along in their newest versions, by who teaches it", async () => {
  const { id, teacher } = await newClass()
  const write = async (own: string | null, stem: string) => {
    const option = (text: string, isRight: boolean) => ({ text, isRight, feedback: '' })
    const draft = { ...EMPTY_DRAFT, stem, options: [option('fork', true), option('exec', false)] }
    const checked = await checkDraft(draft, () => Promise.reject(new Error('it has no program')))
    if (!checked.ok) throw new Error(checked.code)
    const made = await writeVersion(teacher, id, own, checked.version, 'ko')
    if (!made.ok) throw new Error(made.code)
    return made.id
  }
  await write(await write(null, 'Written first'), 'Written anew')
  await retireOwnItem(teacher, id, await write(null, 'Withdrawn later'), true)
  const other = await newClass()
  const own = `&lesson=${OWN_LESSON}`
  for (const format of Object.keys(QUESTION_FORMATS)) {
    const file = await fileFor(teacher, id, format, own)
    expect(file).toContain('Written anew')
    expect(file).not.toMatch(/Written first|Withdrawn later/)
    expect((await asks(other.teacher, id, format, own)).status).toBe(404)
    expect((await asks(teacher, other.id, format, own)).status).toBe(404)
  }
  // In the one language that it is in.
  expect(await fileFor(teacher, id, 'qti', own)).not.toContain('test.en.xml')
})
