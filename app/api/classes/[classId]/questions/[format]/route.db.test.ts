/** Who teaches a class takes the course's questions along, but for those that a class in which they learn withholds. */
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { createAssignment } from '@/lib/classroom/assignment'
import { askLive, liveOf, stepLive } from '@/lib/classroom/live-store'
import { createClassroom } from '@/lib/classroom/store'
import { account, joins, newClass } from '@/lib/classroom/test-class'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
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

async function fileFor(viewer: Viewer, classId: string, format: string): Promise<string> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  const asked = new NextRequest('http://forklore.test/api?locale=en')
  const response = await request(browser, () => GET(asked, { params: Promise.resolve({ classId, format }) }))
  return response.text()
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
  for (const format of ['moodle', 'gift']) {
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
    expect((await liveOf(viewer, classId))?.live?.right).toEqual(right)
  }
})
