import { expect, test } from 'vitest'
import { standingOf } from './role'
import { targetOf } from './target'
import { ROLES } from './test-platform'

test('what somebody is in the course decides, and nothing that they are elsewhere', () => {
  for (const role of ['teacher', 'assistant', 'learner'] as const) expect(standingOf(ROLES[role])).toBe(role)
  expect(standingOf(['Instructor'])).toBe('teacher')
  expect(standingOf(['Learner', 'Instructor'])).toBe('teacher')
  expect(standingOf([])).toBe(null)
  expect(standingOf(ROLES.observer)).toBe(null)
  expect(standingOf(['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor'])).toBe(null)
  expect(standingOf(['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator'])).toBe(null)
})

test('a link leads to a lesson, an assignment or the class of this site, and nowhere else', () => {
  const home = 'https://forklore.test'
  const id = '01234567-89ab-7def-8123-456789abcdef'
  expect(targetOf(`${home}/api/lti/launch`, home)).toEqual({ kind: 'class' })
  expect(targetOf(`${home}/ko/learn/threads`, home)).toEqual({ kind: 'lesson', slug: 'threads' })
  expect(targetOf(`${home}/learn/fork?x=1#y`, home)).toEqual({ kind: 'lesson', slug: 'fork' })
  expect(targetOf(`${home}/en/classes/any/assignments/${id}`, home)).toEqual({ kind: 'assignment', id })
  expect(targetOf(`${home}/en/classes/any/assignments/x`, home)).toEqual({ kind: 'class' })
  for (const elsewhere of [
    'https://forklore.test.evil/',
    'https://evil.test',
    'http://forklore.test/',
    '//x',
    '',
  ])
    expect(targetOf(elsewhere, home), elsewhere).toBe(null)
})
