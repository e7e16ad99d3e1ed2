import { expect, test } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from './frame'
import { openSession, positionAt } from './session'
import { shapeOf } from './shape'
import { screenAt } from './terminal'

const ECHO = `#include <stdio.h>
int main(void) {
  char line[64];
  printf("name? ");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin))
    printf("hello %s", line);
  puts("bye");
  return 0;
}
`
const open = (stdin: string) => {
  const files = [{ name: 'main.c', text: ECHO }]
  const config = { stdin, tty: true }
  const input = { files, config, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  return { session, shape: shapeOf(session) }
}
const printed = ({ session }: ReturnType<typeof open>, position: number) =>
  frameAt(session, position)
    .view.output.map(({ text }) => text)
    .join('')

test('a terminal shows what is typed where it is read, and asks where nothing more is', () => {
  const none = open('')
  const asks = none.shape.terminal?.asks
  if (!asks) throw new Error('it does not ask')
  expect(none.shape.terminal?.typed).toEqual([])
  expect(printed(none, asks.position)).toBe('name? ')

  // With a line more the run is the same up to there, and asks again later.
  const one = open('Ada\n')
  const { terminal, length } = one.shape
  if (!terminal?.asks) throw new Error('it does not ask again')
  expect(positionAt(one.session, asks.step)).toBe(asks.position)
  const stands = ({ session }: typeof one) => {
    const { tasks, output } = frameAt(session, asks.position).view
    return { output, tasks: tasks.map(({ line, registers }) => ({ line, registers })) }
  }
  expect(stands(one)).toEqual(stands(none))
  expect(terminal.asks.step).toBeGreaterThan(asks.step)
  const screen = (position: number) => screenAt(terminal, position, printed(one, position))
  expect(screen(asks.position)).toEqual([{ text: 'name? ', isTyped: false }])
  expect(screen(length)).toEqual([
    { text: 'name? ', isTyped: false },
    { text: 'Ada\n', isTyped: true },
    { text: 'hello Ada\nbye\n', isTyped: false },
  ])
  // Letters of more than a byte, and a line without an end.
  expect(open('가나\n다').shape.terminal?.typed.map(({ text }) => text)).toEqual(['가나\n', '다'])
})

test('a run without a terminal has no talk', () => {
  const files = [{ name: 'main.c', text: ECHO }]
  const input = {
    files,
    config: { stdin: 'a' },
    schedule: '',
    grain: 'line',
    locale: 'en',
    parts: [],
  } as const
  expect(shapeOf(openSession(input, compile(files), event)).terminal).toBeUndefined()
})
