/** Statements are such as the specification asks for, and name nobody who is not to be named. */
import { expect, test } from 'vitest'
import type { Answer } from '@/lib/quiz/item'
import { isLrsSet, lrsOf, namingOf } from './settings'
import { type Answered, answered, completed, judged, type Member } from './statement'
import { statementFault } from './test-lrs'

const home = 'https://forklore.test'
const source = { home, naming: 'opaque' } as const
const member: Member = {
  ...{ membershipId: '0197-member', classId: 'class', className: '운영체제 2분반' },
  ...{ displayName: 'Kim Seoyeon', email: 'kim@example.org' },
}
const given: Answered = {
  ...{
    responseId: 'response',
    itemId: 'fork.returns',
    engineVersion: '7',
    variant: 0,
    seed: 3,
  },
  ...{ locale: 'ko', at: new Date('2026-11-30T01:02:03.004Z'), durationMs: 12_345, earned: 1, total: 2 },
  answer: { kind: 'choice', option: 'b' },
}
type Told = readonly [answer: Answer, interaction: string, chosen: string | null, typed: string | null]
/** With what was chosen, and what was typed in words. */
const ANSWERS: readonly Told[] = [
  [{ kind: 'choice', option: 'b' }, 'choice', 'b', null],
  [{ kind: 'multi', options: ['a', 'c'] }, 'choice', 'a[,]c', null],
  [{ kind: 'possible-outputs', options: ['a'] }, 'choice', 'a', null],
  [{ kind: 'order', order: ['b', 'a'] }, 'sequencing', 'b[,]a', null],
  [{ kind: 'match', placed: { a: 'x', b: 'y' } }, 'matching', 'a[.]x[,]b[.]y', null],
  [{ kind: 'schedule', schedule: 'A3B' }, 'performance', 'A3B', null],
  [{ kind: 'card', rating: 3 }, 'likert', '3', null],
  [{ kind: 'predict', stdout: 'my name is Kim' }, 'fill-in', null, 'my name is Kim'],
  [{ kind: 'cloze', placed: { a: 'Kim', b: 'x' } }, 'fill-in', null, 'Kim[,]x'],
  [{ kind: 'numeric', typed: '42', unit: null }, 'numeric', null, '42'],
  [{ kind: 'mend', source: '// by Kim' }, 'performance', null, '// by Kim'],
]

test.each(ANSWERS.map((one) => ({ kind: one[0].kind, one })))('an answer is stated: $kind', ({ one }) => {
  const [answer, interaction, chosen, typed] = one
  const stated = answered(source, member, { ...given, answer })
  expect(statementFault(stated)).toBe(null)
  expect(stated).toMatchObject({
    timestamp: '2026-11-30T01:02:03.004Z',
    actor: { objectType: 'Agent', account: { homePage: home, name: '0197-member' } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
    object: { id: `${home}/xapi/items/fork.returns`, definition: { interactionType: interaction } },
    context: { language: 'ko', contextActivities: { grouping: [{ id: `${home}/xapi/classes/class` }] } },
  })
  expect(stated.result?.response).toBe(chosen ?? undefined)
  expect(stated.result?.duration).toBe('PT12.35S')
  if (answer.kind === 'card') expect(stated.result).not.toHaveProperty('success')
  else expect(stated.result).toMatchObject({ success: false, score: { scaled: 0.5, raw: 1, min: 0, max: 2 } })
  expect(JSON.stringify(stated)).not.toMatch(/Kim|example\.org|item-hash/)
  expect(answered({ home, naming: 'name' }, member, { ...given, answer }).result?.response).toBe(
    chosen ?? typed,
  )
})

test('lessons and assignments are stated in the verbs of cmi5', () => {
  const lesson = completed(source, member, { slug: 'fork', title: { ko: '포크', en: 'Fork' } }, given.at)
  expect(lesson).toMatchObject({
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
    result: { completion: true },
  })
  const closed = { id: 'assignment', title: '과제 1', at: given.at, share: 0.6 }
  const [passed, failed] = [closed, { ...closed, share: 0.59 }].map((one) => judged(source, member, one, 0.6))
  expect(passed).toMatchObject({
    verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
    result: { success: true },
  })
  expect(failed).toMatchObject({
    verb: { id: 'http://adlnet.gov/expapi/verbs/failed' },
    result: { success: false },
  })
  // One of both is stored, whatever becomes of the score afterwards.
  expect(passed?.id).toBe(failed?.id)
  for (const one of [lesson, passed, failed]) expect(statementFault(one)).toBe(null)
  expect(statementFault({ ...lesson, id: 'none' })).not.toBe(null)
})

test('a statement has one id, and another one for every member, answer and verb', () => {
  expect(answered(source, member, given)).toEqual(answered(source, member, given))
  const other = { ...member, membershipId: 'other' }
  const ids = [
    answered(source, member, given),
    answered(source, other, given),
    answered(source, member, { ...given, responseId: 'other' }),
    completed(source, member, { slug: 'response', title: { en: 'x' } }, given.at),
  ].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('who is named is what the operator says', () => {
  const actor = (naming: 'name' | 'email', of = member) => answered({ home, naming }, of, given).actor
  expect(actor('name')).toEqual({
    ...{ objectType: 'Agent', name: 'Kim Seoyeon' },
    account: { homePage: home, name: '0197-member' },
  })
  expect(actor('email')).toEqual({ objectType: 'Agent', name: 'Kim Seoyeon', mbox: 'mailto:kim@example.org' })
  expect(actor('email', { ...member, email: null })).toEqual(actor('name'))
  for (const naming of ['name', 'email'] as const)
    expect(statementFault(answered({ home, naming }, member, given))).toBe(null)
})

test('settings: nothing is stated without a store and an address, and nothing is guessed', () => {
  const env = {
    XAPI_ENDPOINT: 'https://lrs.test/xapi/',
    XAPI_KEY: 'k',
    XAPI_SECRET: 's',
    NEXTAUTH_URL: `${home}/`,
  }
  expect(lrsOf(env)).toEqual({
    ...{ endpoint: 'https://lrs.test/xapi', authorization: 'Basic azpz', home, naming: 'opaque', pass: 0.6 },
  })
  expect([lrsOf({}), lrsOf({ ...env, NEXTAUTH_URL: '' }), lrsOf({ ...env, XAPI_ENDPOINT: '' })]).toEqual([
    null,
    null,
    null,
  ])
  for (const wrong of [
    { XAPI_ACTOR: 'everybody' },
    { XAPI_PASS: '60' },
    { XAPI_ENDPOINT: 'ftp://lrs.test' },
    { XAPI_ENDPOINT: 'lrs.test/xapi' },
    { NEXTAUTH_URL: 'forklore.test' },
  ]) {
    expect(() => lrsOf({ ...env, ...wrong })).toThrow(new RegExp(`^${Object.keys(wrong)[0]} is .+\\.$`))
    expect(isLrsSet({ ...env, ...wrong })).toBe(true)
  }
  expect([{}, env, { ...env, XAPI_ACTOR: 'email' }].map(namingOf)).toEqual([null, 'opaque', 'email'])
})
