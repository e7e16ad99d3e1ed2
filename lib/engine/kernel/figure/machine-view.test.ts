/** A figure shows the machine as it is now, not as a process last saw it. The law over all programs is in view-law.test.ts. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { boot, compile, record } from '../../index'
import { runFor } from '../run/run'
import type { Machine } from '../state/machine'
import type { ValueView } from '../state/view'
import { viewOf } from './machine-view'

test('a shared page shows what was written through the other mapping, before its reader touches it', () => {
  const machine = booted('content/shared-memory/by-shared-memory.c')
  const values: string[] = []
  while (!runFor(machine, 50))
    for (const value of valuesOf(machine))
      if (value.name === '*box' && values.at(-1) !== value.value) values.push(value.value)
  expect(values).toEqual(['0', '42'])
})

test('who was sent a signal that ends it is told to be ending at once, and who handles or blocks it is not', () => {
  const killed = (setUp: string) => {
    const { program } = compile(`#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void on(int signal) { _exit(signal); }
int main(void) {
  (void)on;
  pid_t child = fork();
  if (child == 0) {
    ${setUp}
    pause();
    return 0;
  }
  usleep(1000);
  kill(child, SIGTERM);
  int busy = 0;
  for (int i = 0; i < 1000; i++) busy += i;
  kill(child, SIGKILL);
  wait(NULL);
  return busy == 0;
}`)
    if (!program) throw new Error('no program')
    const recording = record(program, { policy: 'fifo' })
    const views = Array.from({ length: recording.length + 1 }, (_, i) => recording.view(i))
    return views.map(({ tasks }) => tasks[1]).filter((task) => task?.state === 'runnable')
  }
  expect(killed('').map((task) => task?.endingBy)).toContain('SIGTERM')
  for (const setUp of ['signal(SIGTERM, on);', 'signal(SIGTERM, SIG_IGN);'])
    expect(killed(setUp).map((task) => task?.endingBy)).not.toContain('SIGTERM')
  expect(killed('signal(SIGTERM, SIG_IGN);').map((task) => task?.endingBy)).toContain('SIGKILL')
})

function booted(file: string): Machine {
  const { program } = compile([{ name: path.basename(file), text: readFileSync(file, 'utf8') }])
  if (!program) throw new Error(`${file} does not compile`)
  return boot(program)
}

function valuesOf(machine: Machine): ValueView[] {
  return viewOf(machine).processes.flatMap(({ segments }) => segments.flatMap(({ values }) => values))
}
