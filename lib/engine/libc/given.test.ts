import { expect, test } from 'vitest'
import { complete } from '../core'
import { REST } from '../rest'
import { UNITS_GIVEN } from './given'
import { librarySources } from './library'

test('each unit whose accesses are told apart is one of the library', () => {
  complete(REST)
  const units = new Set(librarySources().map(({ name }) => name))
  expect(Object.keys(UNITS_GIVEN).filter((name) => !units.has(name))).toEqual([])
})
