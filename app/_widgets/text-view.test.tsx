import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as enEvent } from '@/lib/i18n/en/event'
import { simulator as en } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { simulator as ko } from '@/lib/i18n/ko/simulator'
import { frameAt } from '@/lib/player/frame'
import type { FigurePart } from '@/lib/player/part'
import { openSession, type RunInput } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { TextView } from './text-view'

it('names calls and parts of memory as its reader knows them, at every step', () => {
  const texts = textsOf('files-and-pipes/by-pipe.c', 'channels', ko)
  for (const text of texts) expect(text).not.toMatch(/writeAll|__flush|_start|rodata|anonymous|>stack|>heap/)
  expect(texts.at(-1)).toContain(ko.channelOrder)
})

it('begins with the program, goes on with the tasks, and ends with what lies in memory', () => {
  for (const labels of [en, ko]) {
    const text = textsOf('copy-on-write/cow.c', 'pages', labels, 0.77).at(-1) ?? ''
    const order = ['cow.c', 'malloc', `<caption>${labels.tasks}`, labels.frameNumbers]
    const places = [...order.map((words) => text.indexOf(words)), text.lastIndexOf('<caption>')]
    expect(places[0]).toBeGreaterThan(0)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(text.slice(places.at(-1))).toContain('*block = ')
  }
})

it('says of nobody that they wait, or are zombies, when the run is over', () => {
  for (const [file, part] of [
    ['exit-and-wait/zombie.c', 'tree'],
    ['files-and-pipes/by-pipe.c', 'channels'],
  ] as const) {
    const last = textsOf(file, part, en, 1).at(-1) ?? ''
    expect(last).toContain('ended, status 0')
    expect(last).not.toMatch(/waiting in|>zombie</)
  }
})

it('says of who has ended no line, no call and no wait, and sets apart what stands apart in a cell', () => {
  const ended = textsOf('exit-and-wait/first-to-end.c', 'tree', en, 1).at(-1) ?? ''
  expect(ended).not.toMatch(/Call stack|<td>line/)
  const pages = textsOf('copy-on-write/cow.c', 'pages', en, 0.77).at(-1) ?? ''
  expect(pages).toMatch(/A, B together: page frame \d+, 2 refs, copy on write</)
})

it('says of who waits where, at what and for whom', () => {
  const text = textsOf('files-and-pipes/no-eof.c', 'channels', en, 1).at(-1) ?? ''
  expect(text).toContain('waiting in read, at pipe')
  expect(text).toContain('A (Process 4242): waiting in read, at pipe.')
})

it('tells registers and addresses where they are drawn only, and no sign for a thread', () => {
  const all = ['tree', 'update', 'sync'] as const
  for (const part of all) {
    const texts = textsOf('race-and-mutex/lost-update.c', part, en)
    for (const text of texts) expect(text).not.toMatch(/RIP|0x|→ B|#\d/)
    expect(texts.some((text) => text.includes('t = thread B'))).toBe(true)
  }
  expect(textsOf('race-and-mutex/lost-update.c', 'tasks', en, 0.5)[0]).toContain('RIP')
})

it('tells a crowd as the figure draws it: those alike at once', () => {
  const crowd = `#include <pthread.h>
#include <unistd.h>
static void *work(void *arg) { sleep(1); return arg; }
int main(void) {
  pthread_t t[30];
  for (int i = 0; i < 30; i++) pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 30; i++) pthread_join(t[i], NULL);
}
`
  const texts = textsOf(crowd, 'tasks', en)
  const folded = texts.filter((text) => />\d+ tasks<\/th>/.test(text))
  expect(folded.length).toBeGreaterThan(0)
  for (const text of texts) {
    const table = text.slice(text.indexOf(`<caption>${en.tasks}`)).split('</table>')[0]
    expect(table?.match(/<th scope="row">/g)?.length).toBeLessThan(16)
  }
})

/** The texts at every position, or at one share of the run, of a file of the content or of a program's text. */
function textsOf(file: string, part: FigurePart, labels: typeof en, made?: number): string[] {
  const isText = file.includes('\n')
  const text = isText ? file : readFileSync(`content/${file}`, 'utf8')
  const files = [{ name: isText ? 'main.c' : (file.split('/').at(-1) ?? ''), text }]
  const isKorean = labels === ko
  const input: RunInput = {
    files,
    config: { seed: 0 },
    schedule: '',
    grain: 'line',
    locale: isKorean ? 'ko' : 'en',
    parts: [part],
  }
  const session = openSession(input, compile(files), isKorean ? koEvent : enEvent)
  const shape = shapeOf(session)
  const positions =
    made === undefined ? session.stops.map((_, position) => position) : [Math.round(made * shape.length)]
  return positions.map((position) =>
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
}
