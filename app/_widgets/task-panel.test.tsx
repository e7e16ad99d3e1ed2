import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { simulator as labels } from '@/lib/i18n/en/simulator'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { TaskPanel } from './task-panel'

const COUNT = `int count;
int main(void) {
  count++;
  return 0;
}
`

it('tells one value of a task that holds one, and no register that says another', () => {
  const files = [{ name: 'count.c', text: COUNT }]
  const input = { files, config: {}, schedule: '', grain: 'operation', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  const seen = session.stops.map((_, position) => {
    const frame = frameAt(session, position)
    const drawn = renderToStaticMarkup(<TaskPanel {...{ frame, labels }} before={null} />)
    const holds = frame.temporaries.length > 0
    if (frame.shown.tasks[0]?.state !== 'gone') expect(drawn.includes('RAX'), `at ${position}`).toBe(!holds)
    return holds
  })
  expect(seen).toContain(true)
  expect(seen).toContain(false)
})
