import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { outcomeOf } from '@/app/[locale]/learn/[lesson]/machines'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as labels } from '@/lib/i18n/en/simulator'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { Player, placeWords } from './player'
import { Timeline } from './timeline'

const TWO = `#include <pthread.h>
static int seen;
static void *work(void *arg) {
  seen = 1;
  return NULL;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  pthread_join(t, NULL);
  seen = 2;
  return 0;
}
`

it('says of a position whose step led there, and that it is another task than before', () => {
  const files = [{ name: 'two.c', text: TWO }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const shape = shapeOf(openSession(input, compile(files), event))
  const first = shape.tasks.indexOf(1) + 1
  expect(placeWords(shape, 0, labels)).toBe(`Step 0 of ${shape.length}`)
  expect(placeWords(shape, 1, labels)).toBe(`Step 1 of ${shape.length}, A`)
  expect(placeWords(shape, first, labels)).toBe(`Step ${first} of ${shape.length}, now B`)
})

describe('a run that is to be predicted', () => {
  const files = [{ name: 'two.c', text: TWO }]
  const input = { files, config: { cores: 2 }, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const shape = shapeOf(session)
  const positions = Array.from({ length: shape.length + 1 }, (_, p) => p)
  const none = () => undefined

  it('shows in the strip whose turn it was, and not whose it will be', () => {
    for (const position of positions) {
      const strip = (isLocked: boolean) =>
        renderToStaticMarkup(
          <Player
            {...{ shape, position, isLocked, labels }}
            playing={false}
            speed={1}
            valueText=""
            onSeek={none}
            onPlay={none}
            onSpeed={none}
          />,
        ).match(/task-\d/g)?.length ?? 0
      expect(strip(true)).toBe(position)
      expect(strip(false)).toBe(shape.length)
    }
  })

  it('names in the timeline, to the eye and to a reader, only who has run so far', () => {
    for (const position of positions) {
      const frame = frameAt(session, position)
      const drawn = renderToStaticMarkup(<Timeline {...{ shape, frame, labels }} isLocked />)
      expect(drawn).not.toContain('future')
      const ran = new Set(shape.held.slice(0, position).flat())
      for (const [task, name] of shape.names.entries()) if (!ran.has(task)) expect(drawn).not.toContain(name)
    }
    const open = renderToStaticMarkup(
      <Timeline frame={frameAt(session, 0)} {...{ shape, labels }} isLocked={false} />,
    )
    expect(open).toContain('work')
  })
})

describe('what an option says of the machine', () => {
  it('is its text, or its number', () => {
    expect(outcomeOf('stdout', '1 2\n')).toEqual({ of: 'stdout', text: '1 2\n' })
    expect(outcomeOf('copies', 'six, or 6 pages')).toEqual({ of: 'copies', count: 6 })
    expect(outcomeOf('status', 'none')).toBeNull()
  })
})
