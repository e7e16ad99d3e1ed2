import { expect, test } from 'vitest'
import { compile, record } from '@/lib/engine'
import { fewChannels } from './few-channels'

function pipes(count: number) {
  const text = `#include <unistd.h>
int main(void) {
  int end[${count}][2];
  for (int i = 0; i < ${count}; i++)
    pipe(end[i]);
  write(end[${count - 1}][1], "ab", 2);
  return 0;
}
`
  const { program } = compile([{ name: 'x.c', text }])
  if (!program) throw new Error('no program')
  const recording = record(program, {})
  const steps = Array.from({ length: recording.length }, (_, i) => recording.step(i))
  return recording.view(steps.findIndex(({ file, line }) => file === 0 && line === 7))
}

test('four channels are drawn as they are', () => {
  const view = pipes(4)
  expect(fewChannels(view, null)).toEqual({ view, all: [], shown: null })
})

test('of more the one with something in it is drawn, or the one that is chosen, with its own ends alone', () => {
  const view = pipes(5)
  const { view: drawn, all, shown } = fewChannels(view, null)
  expect(all).toHaveLength(5)
  expect(drawn.channels).toEqual([view.channels[4]])
  expect(shown).toBe(view.channels[4]?.id)
  const chosen = fewChannels(view, view.channels[1]?.id ?? -1).view
  expect(chosen.channels).toEqual([view.channels[1]])
  const ends = chosen.openFiles.filter(({ reads, writes }) => reads !== null || writes !== null)
  expect(ends.map(({ reads, writes }) => reads ?? writes)).toEqual([shownId(view), shownId(view)])
})

function shownId(view: ReturnType<typeof pipes>): number | undefined {
  return view.channels[1]?.id
}
