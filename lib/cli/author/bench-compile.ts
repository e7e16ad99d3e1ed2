/** Speed of the compiler on large files and on a lesson's program. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compile } from '@/lib/engine'
import { root } from '../bundle.mjs'

const GOAL = { megabytes: 5, milliseconds: 5 }
const LESSONS = 'content'
/** Of each figure the least of so many runs is taken: what the collector or another process takes is not the compiler's. */
const RUNS = 5

export function compileFigures(): string[] {
  const first = timed(() => compile('#include <stdio.h>\nint main(void) { printf("%d", 1); return 0; }'))
  return [
    `compile     first program of a process, with the library it needs: ${first.toFixed(1)} ms`,
    lessons(),
    large(),
  ]
}

function timed(work: () => unknown): number {
  const start = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - start) / 1000
}

function least(work: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => timed(work)))
}

/** Every program of the lessons, after one pass that has compiled what they need of the library. */
function lessons(): string {
  const sources = programsIn(path.join(root, LESSONS))
  for (const text of sources) compile(text)
  const times = sources.map((text) => least(() => compile(text))).sort((a, b) => a - b)
  const median = times[times.length >> 1] ?? 0
  const worst = times.at(-1) ?? 0
  const verdict = worst < GOAL.milliseconds ? '' : ', missed'
  return `            ${sources.length} programs of lessons: median ${median.toFixed(2)} ms, worst ${worst.toFixed(2)} ms  (goal ${GOAL.milliseconds} ms${verdict})`
}

function programsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.c'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
}

/** A file of two million bytes: functions with loops, structs, strings and calls, as people write them. */
function large(): string {
  const parts = ['#include <stdio.h>\n']
  for (let i = 0, size = 0; size < 2_000_000; i++) {
    const part = SAMPLE.replaceAll('@', String(i))
    parts.push(part)
    size += part.length
  }
  const source = `${parts.join('')}int main(void) { return 0; }\n`
  const best = least(() => compile(source))
  const speed = source.length / 1000 / best
  const verdict = speed >= GOAL.megabytes ? '' : ', missed'
  return `            ${(source.length / 1e6).toFixed(1)} MB of C: ${best.toFixed(0)} ms, ${speed.toFixed(2)} MB/s  (goal ${GOAL.megabytes} MB/s${verdict})`
}

const SAMPLE = `
/* A list of samples and what can be done with it. */
struct sample_@ {
  int id;
  double weight;
  char name[24];
  struct sample_@ *next;
};

static struct sample_@ *first_@ = 0;
static int count_@ = 0;

static void add_@(struct sample_@ *sample, int id, double weight) {
  sample->id = id;
  sample->weight = weight;
  sample->next = first_@;
  first_@ = sample;
  count_@++;
}

int sum_@(int limit) {
  int sum = 0;
  for (struct sample_@ *p = first_@; p != 0; p = p->next) {
    if (p->id < limit && p->weight > 0.5) sum += p->id * 3 + (count_@ >> 1);
    else if (p->id == limit) printf("found %d in %s\\n", p->id, p->name);
  }
  return sum;
}

int fill_@(struct sample_@ *array, unsigned size) {
  for (unsigned i = 0; i < size; i++) add_@(&array[i], (int) i, i / 2.0);
  switch (size % 4) {
    case 0: return sum_@(10);
    case 1: return sum_@(20) - 1;
    default: break;
  }
  return count_@ > 0 ? sum_@(count_@) : -1;
}
`
