import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/ko/event'
import { simulator as labels } from '@/lib/i18n/ko/simulator'
import { frameAt } from '@/lib/player/frame'
import { openSession } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { TextView } from './text-view'

it('names calls and parts of memory as its reader knows them, at every step', () => {
  const files = [{ name: 'x.c', text: readFileSync('content/files-and-pipes/by-pipe.c', 'utf8') }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'ko', parts: ['channels'] } as const
  const session = openSession(input, compile(files), event)
  const shape = shapeOf(session)
  const texts = session.stops.map((_, position) =>
    renderToStaticMarkup(
      <TextView
        files={files}
        frame={frameAt(session, position)}
        shape={shape}
        parts={input.parts}
        isLocked={false}
        labels={labels}
      />,
    ),
  )
  for (const text of texts) expect(text).not.toMatch(/writeAll|__flush|_start|rodata|anonymous|>stack|>heap/)
  expect(texts.at(-1)).toContain(labels.channelOrder)
})
