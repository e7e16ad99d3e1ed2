import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from './frame'
import { openSession } from './session'

it('counts from the program’s own first line on, and apart what the C library brought', () => {
  const files = [{ name: 'main.c', text: readFileSync('content/shared-memory/by-shared-memory.c', 'utf8') }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const [first, last] = [frameAt(session, 0), frameAt(session, session.stops.length - 1)]
  expect(first.faults).toEqual({})
  const counts = Object.values(last.faults)
  // What was copied was so for the library's writes alone: the page that the program's lines write to is shared.
  expect(counts.map(({ own }) => own.copied)).toEqual(counts.map(() => 0))
  expect(Math.max(...counts.map(({ library }) => library.copied))).toBeGreaterThan(0)
})

it('counts the copy that a line of the program made', () => {
  const text = `#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  char *block = malloc(4 * 4096);
  for (int i = 0; i < 4; i++) block[i * 4096] = 1;
  if (fork() == 0) {
    block[2 * 4096] = 2;
    _exit(0);
  }
  wait(NULL);
  return 0;
}`
  const files = [{ name: 'main.c', text }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const last = frameAt(session, session.stops.length - 1)
  expect(Object.values(last.faults).map(({ own }) => own.copied)).toContain(1)
})
