import { expect, it } from 'vitest'
import { isUnset } from './unset'

const SOURCE = `int add(int n) {
  int own = 20;
  int *p = &own, other;
  pthread_t t;
  for (int i = 0; i < n; i++)
    own += i;
  pthread_create(&t, NULL, work, NULL);
  int status;
  other = 0;
  return own;
}`.split('\n')

it.each([
  ['own', 2, true],
  ['own', 3, false],
  ['n', 2, false],
  ['p', 3, true],
  ['p', 4, false],
  ['other', 9, true],
  ['other', 10, false],
  ['t', 5, true],
  ['t', 7, true],
  ['t', 8, false],
  ['i', 6, false],
  ['status', 9, true],
])('%s at line %i is without a value: %s', (name, line, unset) => {
  expect(isUnset(SOURCE, line, name)).toBe(unset)
})

const LOOP = `void walk(int n) {
  int before, never;
  struct pair p;
  p.first = 1;
  for (int i = 0; i < n; i++) {
    if (i > 0) use(before, p);
    before = i;
  }
}`.split('\n')

it.each([
  ['before', 6, false],
  ['before', 3, true],
  ['never', 6, true],
  ['p', 4, true],
  ['p', 6, false],
])('in a loop %s at line %i is without a value: %s', (name, line, unset) => {
  expect(isUnset(LOOP, line, name)).toBe(unset)
})
