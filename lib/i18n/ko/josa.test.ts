import { expect, test } from 'vitest'
import { josa } from './josa'

test('a particle follows the last sound of a Hangul word', () => {
  expect(['자식', '스레드', '커널'].map((w) => w + josa(w, '이가'))).toEqual(['자식이', '스레드가', '커널이'])
  expect(['자식', '스레드', '커널'].map((w) => w + josa(w, '으로'))).toEqual([
    '자식으로',
    '스레드로',
    '커널로',
  ])
})

test('a digit or a letter counts as it is read aloud in Korean', () => {
  expect(['0', '1', '2', '21', '10'].map((w) => w + josa(w, '을를'))).toEqual([
    '0을',
    '1을',
    '2를',
    '21을',
    '10을',
  ])
  expect(['A', 'B', 'L', 'own', 'x'].map((w) => w + josa(w, '은는'))).toEqual([
    'A는',
    'B는',
    'L은',
    'own은',
    'x는',
  ])
  expect(['1', '3', '7'].map((w) => w + josa(w, '으로'))).toEqual(['1로', '3으로', '7로'])
})

test('signs after the word are not read', () => {
  expect(josa('a[3]', '을를')).toBe('을')
  expect(josa('"hi\\n"', '을를')).toBe('을')
})

test.each([
  [
    '을',
    'out offset mmap munmap stdout mine from own n pthread_join pthread_mutex_lock heap socket malloc file',
  ],
  [
    '을',
    'signal sem_init split string time handle NULL SIGKILL map step job 0x4092a0 begin ptr dup output line',
  ],
  [
    '를',
    'socketpair count i x fork work square read write thread pipe mutex wait exit accept busy shared left right p->next',
  ],
  [
    '를',
    'buf printf sem_post nanosleep_count node core counter pid fd SIGSEGV SIGCHLD EPIPE flag log 0x40a status',
  ],
])('%s follows %s', (particle, words) => {
  const wrong = words.split(' ').filter((word) => josa(word, '을를') !== particle)
  expect(wrong).toEqual([])
})

test('after ㄹ the particle 으로 loses its vowel', () => {
  expect(['file', 'signal', 'NULL', 'map', 'count'].map((w) => josa(w, '으로'))).toEqual([
    '로',
    '로',
    '로',
    '으로',
    '로',
  ])
})
