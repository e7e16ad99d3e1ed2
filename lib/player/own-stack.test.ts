import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { frameAt } from './frame'
import { ownStack } from './own-stack'
import { openSession } from './session'

const PROGRAM = `#include <stdio.h>
#include <stdlib.h>
static int order(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}
int main(void) {
    int numbers[] = {2, 1};
    qsort(numbers, 2, sizeof numbers[0], order);
    printf("%d\\n", numbers[0]);
    return 0;
}
`

it('shows the functions of the program and what they have called, at every step', () => {
  const files = [{ name: 'sort.c', text: PROGRAM }]
  const input = { files, config: {}, schedule: '', grain: 'line', locale: 'en', parts: ['tasks'] } as const
  const session = openSession(input, compile(files), event)
  const stacks = session.stops.map((_, position) =>
    ownStack(frameAt(session, position).shown.tasks[0]?.stack ?? []).map((frame) => frame.function),
  )
  expect(new Set(stacks.map((names) => names.join(' < ')))).toEqual(new Set(['main', 'order < main', 'exit']))
})
