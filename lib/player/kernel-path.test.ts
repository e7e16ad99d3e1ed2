/** What the way through the kernel says of a moment is what the machine holds there, asked anew. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compile, type MachineView, type Recording, record } from '@/lib/engine'
import { type KernelAct, type KernelPath, kernelPathOf } from './kernel-path'

const PROGRAMS = [
  'lib/engine/testdata/process',
  'lib/engine/testdata/thread',
  'lib/engine/testdata/ipc',
  'content/threads',
  'content/files-and-pipes',
  'content/shared-memory',
  'content/sockets-and-choosing',
]
  .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.c'))
/** Steps of a trace that make a run too long for looking at all of it. */
const LONG = 400

const TICKS = `#include <pthread.h>
#include <unistd.h>
int ticks[2];
static void *other(void *arg) {
  for (int i = 0; i < 3; i++)
    ticks[1]++;
  return NULL;
}
int main(void) {
  char hi[] = "hi\\n";
  pthread_t t;
  pthread_create(&t, NULL, other, NULL);
  write(1, hi, 3);
  for (int i = 0; i < 3; i++)
    ticks[0]++;
  pthread_join(t, NULL);
  return 0;
}
`

describe('the way through the kernel', () => {
  it('switches as often as the machine, and always to the task that then has the core', () => {
    let switches = 0
    const wrong = runs().flatMap(({ file, recording }) => {
      const { visits, cut } = wayOf(recording)
      if (cut) return []
      const found = visits.flatMap(({ acts }) => acts.filter((act) => act.kind === 'switch'))
      switches += found.length
      const { contextSwitches } = recording.result.metrics
      return found.length === contextSwitches ? [] : [`${file}: ${found.length} ≠ ${contextSwitches}`]
    })
    expect(wrong).toEqual([])
    expect(switches).toBeGreaterThan(200)
  })

  it('keeps of a task that is on no core the registers that it will go on with', () => {
    let compared = 0
    const wrong = runs().flatMap(({ file, recording }) => {
      const { visits } = wayOf(recording)
      const acts = visits.flatMap((visit) => visit.acts)
      const switched = new Map<KernelAct, number>()
      let next = 0
      for (let i = 0; i < recording.length; i++)
        for (const one of recording.step(i).events) {
          if (one.kind !== 'switch') continue
          const act = acts.filter(({ kind }) => kind === 'switch')[next++]
          if (act) switched.set(act, i)
        }
      return [...switched].flatMap(([act, at]) => {
        if (act.kind !== 'switch' || act.saved === null || act.from === null) return []
        const back = [...switched].find(([one, i]) => i > at && one.kind === 'switch' && one.to === act.from)
        const until = back ? back[1] : at + 1
        const views = [recording.view(at + 1), recording.view(until)]
        compared += views.length
        return views.flatMap((view) =>
          heldOf(view, act.from) === '' || heldOf(view, act.from) === textOf(act.saved)
            ? []
            : [`${file} after ${at}: ${heldOf(view, act.from)} ≠ ${textOf(act.saved)}`],
        )
      })
    })
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(100)
  })

  it('has what was counted by hand: 15 ns, a switch, 17 ns, and back to the registers that were saved', () => {
    const recording = recorded(TICKS, 5)
    if (!recording) throw new Error('it is no short run')
    const { visits, costs } = wayOf(recording)
    const timers = visits.filter(({ door }) => door === 'timer')
    expect(timers.map(({ task, cost }) => [task, cost])).toEqual([
      [0, costs.contextSwitch],
      [1, costs.contextSwitch],
    ])
    const [first, second] = timers
    const user = (second?.begin ?? 0) - (first?.end ?? 0)
    expect(user).toBe(17)
    const [gone, back] = [first?.acts[0], second?.acts[0]]
    expect(gone?.kind === 'switch' && gone.saved).toEqual(back?.kind === 'switch' && back.restored)
    expect(gone?.kind === 'switch' && gone.samePageTable).toBe(true)
  })
})

function heldOf(view: MachineView, task: number | null): string {
  const held = view.tasks[task ?? -1]
  // Who sleeps gets the result of its call when it is woken, and who is over has nothing to go on with.
  if (!held || held.core !== null || held.state === 'zombie' || held.state === 'gone') return ''
  return textOf(held.registers)
}

function textOf(registers: { rip: number; rsp: number; rbp: number } | null): string {
  return registers === null ? '' : `${registers.rip} ${registers.rsp} ${registers.rbp}`
}

/** Every step is a position. */
function wayOf(recording: Recording): KernelPath {
  return kernelPathOf(
    recording,
    Array.from({ length: recording.length + 1 }, (_, i) => i),
  )
}

let kept: { file: string; recording: Recording }[] | null = null
function runs() {
  kept ??= PROGRAMS.flatMap((file) => {
    const recording = recorded(readFileSync(file, 'utf8'), 3)
    return recording ? [{ file, recording }] : []
  })
  return kept
}

/** The whole of a short run; null for a long one. */
function recorded(text: string, quantum: number): Recording | null {
  const { program } = compile(text)
  const recording = program && record(program, { seed: 0, quantum }, undefined, LONG)
  return recording?.complete ? recording : null
}
