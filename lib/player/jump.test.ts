import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { jumpsOf } from './jump'
import { openSession } from './session'
import { shapeOf } from './shape'

it('knows lines on which nothing stands but where to go on', () => {
  const text =
    'continue;\n  break; // out\n  goto again;\nbreak; x++;\nif (x) continue;\n/* continue; */\nagain:;'
  const isJump = jumpsOf([{ text }])
  expect([1, 2, 3, 4, 5, 6, 7].filter((line) => isJump(0, line))).toEqual([1, 2, 3])
  expect(isJump(1, 1)).toBe(false)
})

it('makes no stop of them, and shows the line before', () => {
  const files = [
    {
      name: 'main.c',
      text: 'int main(void) {\n  int sum = 0;\n  for (int i = 0; i < 2; i++)\n    continue;\n  sum = 1;\n  return sum;\n}\n',
    },
  ]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  expect(shapeOf(session).lines).not.toContain(4)
  const told = session.stops.map((_, p) => frameAt(session, p).narration.map(plainText).join(' '))
  expect(told.join('\n')).not.toContain('line 4')
  expect(told).toContain('A set its local i to 1.')
})
