import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { SIMULATOR_PARTS } from './part'
import { openSession } from './session'
import { shapeOf } from './shape'

const program = (body: string) => `#include <pthread.h>
int n;
static void *work(void *arg) {
    ${body}
    return NULL;
}
int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return n;
}
`

function shapeOfProgram(body: string, schedule = '') {
  const files = [{ name: 'main.c', text: program(body) }]
  const config = { cores: 1, policy: 'rr', quantum: 1, limits: { steps: 10_000_000 } } as const
  const input = { files, config, schedule, grain: 'operation', locale: 'en', parts: SIMULATOR_PARTS } as const
  const session = openSession(input, compile(files), event)
  return { shape: shapeOf(session), steps: session.recording.length, spent: session.recording.result.steps }
}

it('a run in which all who can run go round in vain is cut where that is seen, after few steps', () => {
  const { shape, steps, spent } = shapeOfProgram('while (1);', '1.rr.1.0.')
  expect(shape).toMatchObject({ cut: { steps, all: null }, isEndless: true, end: null })
  expect(steps).toBeLessThan(200)
  expect(spent).toBeLessThan(500_000)
})

it('a counter in the loop changes nothing of that', () => {
  expect(shapeOfProgram('for (unsigned i = 0;; i++);').shape.isEndless).toBe(true)
})

it('a long loop that ends is no endless one', () => {
  expect(shapeOfProgram('for (int i = 0; i < 100000; i++);').shape).toMatchObject({ cut: null })
})

it('a run that a bound ended is cut and is not said to have ended', () => {
  const { shape } = shapeOfProgram('for (long i = 0; i < 1000000000000; i++);')
  expect(shape).toMatchObject({ cut: { all: 'steps' }, end: null })
  expect(shape.isEndless).toBeUndefined()
})

it('says of a run that is cut how many steps were made, and on which lines most of them', () => {
  const { shape, steps } = shapeOfProgram('for (;;)\nn++;')
  const { cut } = shape
  if (!cut) throw new Error('it does not end')
  expect(cut.steps).toBe(steps)
  expect(cut.lines.length).toBeGreaterThan(1)
  expect(cut.lines.map(({ steps }) => steps)).toEqual(
    cut.lines.map(({ steps }) => steps).sort((a, b) => b - a),
  )
  expect(cut.lines.reduce((sum, { steps }) => sum + steps, cut.rest)).toBe(steps)
})
