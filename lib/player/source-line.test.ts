import { expect, test } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { nextBreak } from './breakpoint'
import { frameAt } from './frame'
import { openSession } from './session'
import { shapeOf } from './shape'
import { lineOfPlace, placeOf, sourceOf } from './source-line'

const MAIN = `#include <stdio.h>
#include "list.h"
static int hidden = 1;
int main(void) {
  struct list l = { 0 };
  push(&l, 3);
  printf("%d %d\\n", hidden, sum(&l));
  return 0;
}
`
const HEADER = `#pragma once
struct list { int n; int at[8]; };
void push(struct list *l, int x);
static inline int last(const struct list *l) {
  return l->at[l->n - 1];
}
int sum(const struct list *l);
`
const LIST = `#include "list.h"
static int hidden = 100;
void push(struct list *l, int x) {
  l->at[l->n++] = x;
}
int sum(const struct list *l) {
  return hidden + last(l);
}
`
const files = [
  { name: 'main.c', text: MAIN },
  { name: 'list.h', text: HEADER },
  { name: 'list.c', text: LIST },
]

function opened() {
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: [] } as const
  const session = openSession(input, compile(files), event)
  return { session, shape: shapeOf(session) }
}

test('several files are linked, each with names of its own, and every step knows its file', () => {
  const { session, shape } = opened()
  const frames = Array.from({ length: shape.length + 1 }, (_, at) => frameAt(session, at))
  expect(
    frames
      .at(-1)
      ?.view.output.map(({ text }) => text)
      .join(''),
  ).toBe('1 103\n')
  const ran = shape.lines.map((line, i) => `${files[shape.files?.[i] ?? 0]?.name} ${line}`)
  expect(ran).toEqual(expect.arrayContaining(['main.c 6', 'list.c 4', 'list.c 7', 'list.h 5', 'main.c 7']))
  // Where the task stands is told of the library too: there the line is the caller's.
  for (const frame of frames) {
    const task = frame.view.tasks[0]
    if (!task || task.line === 0 || task.file < 0) continue
    expect(sourceOf(frame, 0)).toBe(task.file)
  }
  const inside = frames.filter(({ view }) => view.tasks[0]?.file === -1 && (view.tasks[0]?.line ?? 0) > 0)
  for (const frame of inside) expect(files[sourceOf(frame, 0)]?.name).toBe('main.c')
})

test('a breakpoint is of one file', () => {
  const { session, shape } = opened()
  const at = nextBreak(shape, 0, new Set([placeOf(2, 4)]))
  expect(frameAt(session, at).view.tasks[0]).toMatchObject({ file: 2, line: 4 })
  // Line 4 of the first file begins a function and is never come to again.
  expect(nextBreak(shape, at, new Set([placeOf(1, 4)]))).toBe(shape.length)
  expect(lineOfPlace(placeOf(2, 4))).toEqual({ file: 2, line: 4 })
  expect(placeOf(0, 9)).toBe(9)
})
