/** Snapshots of a machine with eight processes, and seeking in a long recording. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  boot,
  compile,
  type Machine,
  type MachineSnapshot,
  record,
  releaseMachine,
  runFor,
  snapshotMachine,
} from '@/lib/engine'

const SNAPSHOT_GOAL = { milliseconds: 0.1, bytes: 16_000 }
const SEEK_GOAL = 20

/** Each fills its block and then goes on writing all over it, one after the other. */
const EIGHT_PROCESSES = `
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 7; i++) if (fork() == 0) break;
  char *block = malloc(1 << 20);
  memset(block, getpid(), 1 << 20);
  for (unsigned i = 0;; i++) {
    block[i * 40503u % (1 << 20)] = (char) i;
    sched_yield();
  }
}`

/** Instructions in which all eight come to run. */
const PAUSE = 500

/**
 * Lines to print: time and new memory of a snapshot, with nothing but the boot before it to share with, after all
 * eight processes went on since the one before, and of a machine that stands still.
 */
export function snapshotFigures(): string[] {
  const { program } = compile(EIGHT_PROCESSES)
  if (!program) throw new Error('the program of eight processes does not compile')
  const machine = boot(program)
  const { kept } = machine
  runFor(machine, 10_000_000)
  const copy = copyAll(machine)
  const forget = () => {
    machine.kept = kept
    machine.memory.kept = []
  }
  const cases: readonly [string, () => void][] = [
    ['the first', forget],
    ['after all went on', () => void runFor(machine, PAUSE)],
    ['nothing happened', () => {}],
  ]
  return cases.map(([name, prepare]) => {
    const { milliseconds, bytes } = measure(machine, prepare)
    const isGood = milliseconds < SNAPSHOT_GOAL.milliseconds && bytes < SNAPSHOT_GOAL.bytes
    const goal = `goal ${SNAPSHOT_GOAL.milliseconds} ms, ${SNAPSHOT_GOAL.bytes} bytes${isGood ? '' : ', missed'}`
    return `snapshot    8 processes of 1 MB, ${machine.memory.used} frames, ${name}: ${milliseconds.toFixed(4)} ms, ${Math.round(bytes)} bytes  (${goal}); copying the frames ${copy.toFixed(2)} ms`
  })
}

/** The reference: what a snapshot that copies all pages would cost. */
function copyAll(machine: Machine): number {
  const bytes = machine.memory.used * 4096
  const start = process.cpuUsage().user
  for (let i = 0; i < 5; i++) machine.memory.u8.slice(0, bytes)
  return (process.cpuUsage().user - start) / 5000
}

/**
 * Each snapshot is taken after `prepare`, whose own time and memory are left out; the least of several rounds. Its time is
 * that of the clock around it alone: the difference of two loops, of which `prepare` is the most, says more of `prepare`.
 */
function measure(machine: Machine, prepare: () => void): { milliseconds: number; bytes: number } {
  const [TIMES, ROUNDS] = [200, 5]
  const time = () => {
    let sum = 0
    for (let i = 0; i < TIMES; i++) {
      prepare()
      const start = performance.now()
      releaseMachine(machine, snapshotMachine(machine))
      sum += performance.now() - start
    }
    return sum / TIMES
  }
  const kept: (MachineSnapshot | null)[] = new Array(TIMES).fill(null)
  const held = (keep: boolean) => {
    const start = heldBytes()
    for (let i = 0; i < TIMES; i++) {
      prepare()
      if (keep) kept[i] = snapshotMachine(machine)
    }
    const bytes = heldBytes() - start
    for (const snapshot of kept) if (snapshot) releaseMachine(machine, snapshot)
    kept.fill(null)
    return bytes / TIMES
  }
  let [milliseconds, bytes] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    milliseconds = Math.min(milliseconds, time())
    bytes = Math.min(bytes, Math.max(0, held(true) - held(false)))
  }
  return { milliseconds, bytes }
}

function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const LONG_RUN = `
#include <pthread.h>
#include <stdio.h>
int counter;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
void *add(void *unused) {
  for (int i = 0; i < 16000; i++) {
    pthread_mutex_lock(&lock);
    counter = counter * 3 + i;
    pthread_mutex_unlock(&lock);
  }
  return unused;
}
int main(void) {
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], 0, add, 0);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], 0);
  printf("%d\\n", counter);
  return 0;
}`

/** A run of about a million instructions: one pass over it, then jumps to steps all over the place. */
export function seekFigures(): string[] {
  const { program } = compile(LONG_RUN)
  if (!program) throw new Error('the long run does not compile')
  const start = process.cpuUsage().user
  const recording = record(program)
  const { length } = recording
  const pass = (process.cpuUsage().user - start) / 1000
  const times: number[] = []
  for (let i = 0; i < 300; i++) {
    const target = (i * 7_919_993) % length
    const begun = process.cpuUsage().user
    recording.view(target)
    times.push((process.cpuUsage().user - begun) / 1000)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const verdict = at(0.95) < SEEK_GOAL ? '' : ', missed'
  return [
    `seek        ${recording.result.steps.toLocaleString('en')} instructions, ${length.toLocaleString('en')} steps of the trace, first pass ${pass.toFixed(0)} ms`,
    `            to any step: median ${at(0.5).toFixed(2)} ms, 95th percentile ${at(0.95).toFixed(2)} ms, worst ${at(0.999).toFixed(2)} ms  (goal ${SEEK_GOAL} ms${verdict}); from the beginning it would be ${pass.toFixed(0)} ms`,
  ]
}
