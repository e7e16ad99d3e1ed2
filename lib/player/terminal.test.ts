import { expect, test } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from './frame'
import { openSession, positionAt } from './session'
import { shapeOf } from './shape'
import { screenAt, terminalTalkOf } from './terminal'

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
const BYTES = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  char c;
  while (read(0, &c, 1) == 1)
    printf("%d\\n", c & 255), fflush(stdout);
  return 0;
}
`
const open = (stdin: string, text = ECHO) => {
  const files = [{ name: 'main.c', text }]
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

test('what is read byte by byte is the letters that were typed, each where its last byte was read', () => {
  const { session, shape } = open('가a나\n', BYTES)
  const { terminal, length } = shape
  if (!terminal) throw new Error('no terminal')
  expect(terminal.typed.map(({ text }) => text)).toEqual(['가', 'a', '나', '\n'])
  const numbers = [...new TextEncoder().encode('가a나\n')].map((byte) => `${byte}\n`)
  const screen = screenAt(terminal, length, printed({ session, shape }, length))
  expect(screen.map(({ text }) => text)).toEqual([
    ...[numbers.slice(0, 2).join(''), '가', numbers[2], 'a'],
    ...[numbers.slice(3, 6).join(''), '나', numbers[6], '\n', numbers[7]],
  ])
})

test('the machine is looked at once for all that was printed between what is typed', () => {
  const { session } = open('a\nb\nc\n')
  let looks = 0
  const view = (i: number) => {
    looks++
    return session.recording.view(i)
  }
  const counted = { ...session, recording: { ...session.recording, view } }
  expect(terminalTalkOf(counted).typed).toHaveLength(3)
  expect(looks).toBe(1)
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
