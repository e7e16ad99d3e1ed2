import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, type Recording, record } from '@/lib/engine'
import { parseExpression } from './expression'
import { watchedIn, withChanges } from './watch'

const PROGRAM = `#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
enum colour { RED, GREEN = 5 };
struct node { int value; struct node *next; unsigned flag : 3; char name[8]; double weight; };
int count = 3;
int grid[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
unsigned char byte = 200;
enum colour paint = GREEN;
struct node last = { 7, NULL, 5, "end", 2.5 };
struct node first = { 1, &last, 0, "begin", 0 };
struct node *list = &first;
_Thread_local int mine = 0;
static int counted(void) {
  static int calls = 0;
  return ++calls;
}
static void *work(void *arg) {
  int own = *(int *)arg;
  mine = own;
  count += own;
  counted();
  return NULL;
}
int main(void) {
  int unset; struct node bare; int row[3];
  int own = 10;
  int *heap = malloc(4 * sizeof *heap);
  heap[2] = 42;
  pthread_t t;
  pthread_create(&t, NULL, work, &own);
  pthread_join(t, NULL);
  {
    int own = 11;
    printf("%d\\n", own);
  }
  unset = count;
  printf("%d\\n", unset);
  return 0;
}
`

function recorded(): Recording {
  const { program } = compile([{ name: 'main.c', text: PROGRAM }])
  if (!program) throw new Error('no program')
  return record(program)
}

/** The moment before a task runs a line. */
function momentBefore(recording: Recording, task: number, line: number): number {
  for (let i = 0; i <= recording.length; i++) {
    const one = recording.view(i).tasks[task]
    if (one?.line === line && one.file === 0 && one.state !== 'sleeping') return i
  }
  throw new Error(`task ${task} never comes to line ${line}`)
}

const recording = recorded()
const at = (task: number, line: number, ...expressions: string[]) =>
  watchedIn(recording.scope(momentBefore(recording, task, line), task), expressions).map((one) =>
    'value' in one ? one.value : `${one.problem.code} ${one.problem.text}`.trim(),
  )

describe('an expression that is watched', () => {
  it('is of variables, members, elements, pointers and what they point to', () => {
    expect(
      at(
        0,
        31,
        'count',
        'grid[1][2]',
        'grid[0]',
        '*grid[1]',
        'byte',
        'paint',
        'list->next->value',
        'last.flag',
      ),
    ).toEqual(['3', '6', '{1, 2, 3}', '4', '200', 'GREEN', '7', '5'])
    expect(at(0, 31, 'heap[2]', '*(heap + 2)', '(*list).name', 'list->next->next', 'last.weight')).toEqual([
      ...['42', '42', '"begin"', 'NULL', '2.5'],
    ])
    expect(at(0, 31, '&list->value == (&first.value)', '&grid[1][0] - &grid[0][0]', '*&count')).toEqual([
      ...['1', '3', '3'],
    ])
  })

  it('computes as C does', () => {
    expect(
      at(
        0,
        31,
        'count * 2 + 1',
        '-7 / 2',
        '-7 % 3',
        'byte + 100',
        '1 << 31',
        '4294967295u + 1',
        '2147483647 + 1',
      ),
    ).toEqual(['7', '-3', '-1', '300', '-2147483648', '0', '-2147483648'])
    expect(
      at(0, 31, '-1 < 1u', '0x10 | 07', "'a' + 1", 'count > 2 && !0', 'count ? GREEN : RED', '~0', '5 / 2.0'),
    ).toEqual(['0', '23', '98', '1', '5', '-1', '2.5'])
    expect(at(0, 31, 'sizeof list', 'sizeof(last)', 'sizeof grid / sizeof grid[0]')).toEqual(['8', '40', '2'])
  })

  it('is of the task: its own locals, its own thread-local variables, its innermost block', () => {
    expect(at(1, 22, 'own', 'mine', 'count')).toEqual(['10', '10', '13'])
    expect(at(0, 35, 'own', 'mine')).toEqual(['11', '0'])
    expect(at(0, 37, 'own')).toEqual(['10'])
    expect(at(1, 16, 'calls')).toEqual(['0'])
  })

  it('has an address and a size before it has a value', () => {
    expect(at(0, 31, 'sizeof unset', 'sizeof own', 'sizeof &unset')).toEqual(['4', '4', '8'])
    expect(at(0, 31, '&unset == &own', '*&unset', '*&own')).toEqual(['0', 'unset unset', '10'])
    expect(at(0, 31, '&unset')).toEqual([expect.stringMatching(/^0x/)])
    // What `sizeof` is of is not evaluated: a null pointer is not followed, nothing is divided.
    expect(at(0, 31, 'sizeof *last.next', 'sizeof heap[-9]', 'sizeof (count / 0)')).toEqual([
      ...['40', '4', '4'],
    ])
    // A member and an element of what has no value yet have none either.
    expect(
      at(0, 31, 'bare.value', 'bare', 'row[1]', 'sizeof bare', 'sizeof row[1]', '&row[1] - row'),
    ).toEqual(['unset bare', 'unset bare', 'unset row', '40', '4', '1'])
  })

  it('says why it comes to nothing', () => {
    expect(at(0, 31, 'nothing', 'calls', 'unset', 'list->missing', 'count->x', '*count', '&3')).toEqual([
      ...['unknown nothing', 'unknown calls', 'unset unset', 'no-member missing', 'no-pointer'],
      ...['no-pointer', 'no-address'],
    ])
    expect(at(0, 31, 'count / 0', 'last + 1', 'last.next->value', '*(list + 4096000)', '*(char *)0')).toEqual(
      [
        ...[
          'zero /',
          'operands struct node',
          'unmapped NULL',
          expect.stringMatching(/^unmapped 0x/),
          'syntax )',
        ],
      ],
    )
    expect(at(0, 31, 'count = 1', 'count++', 'f(1)', 'count +', '', '((((', '3 $ 4')).toEqual([
      ...['effect =', 'effect ++', 'effect ()', 'syntax', 'syntax', 'syntax', 'syntax $ 4'],
    ])
    expect(watchedIn(recording.scope(recording.length, 0), ['count'])).toEqual([
      { problem: { code: 'no-frame', text: '' } },
    ])
    expect(recording.scope(0, 99)).toBeNull()
  })

  it('is marked where its value has changed', () => {
    const moment = momentBefore(recording, 1, 21)
    const then = watchedIn(recording.scope(moment, 1), ['count', 'own', 'nothing'])
    const later = watchedIn(recording.scope(momentBefore(recording, 1, 22), 1), ['count', 'own', 'nothing'])
    expect(withChanges(later, then)).toMatchObject([
      { value: '13', hasChanged: true },
      { value: '10', hasChanged: false },
      { problem: { code: 'unknown' } },
    ])
  })

  it('is read or refused, whatever it is, and never takes the reader down', () => {
    const scope = recording.scope(momentBefore(recording, 0, 31), 0)
    const word = fc.constantFrom(
      ...'count list grid heap -> . [ ] ( ) * & + - / % 0 1 7 << ? : , sizeof ! ~ '.split(' '),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
        ),
        (text) => {
          expect(watchedIn(scope, [text])).toHaveLength(1)
        },
      ),
      { numRuns: 400 },
    )
    expect(parseExpression('('.repeat(150))).toMatchObject({ code: 'long' })
    expect(parseExpression('~'.repeat(150))).toMatchObject({ code: 'long' })
    expect(parseExpression('x'.repeat(201))).toMatchObject({ code: 'long' })
  })
})

describe('a name that several files have', () => {
  it('is that of the file in which the task is', () => {
    const files = [
      {
        name: 'main.c',
        text: 'int other(void);\nstatic int count = 1;\nextern int far;\nint main(void) {\n  count++;\n  return other() + count + far;\n}\n',
      },
      {
        name: 'other.c',
        text: 'static int count = 7;\nint far = 3;\nint other(void) {\n  return count;\n}\n',
      },
    ]
    const { program } = compile(files)
    if (!program) throw new Error('no program')
    const run = record(program)
    const values = new Map<number, Set<string>>()
    for (let i = 0; i <= run.length; i++) {
      const scope = run.scope(i, 0)
      const [count, far] = watchedIn(scope, ['count', 'far'])
      const file = run.view(i).tasks[0]?.file ?? -1
      if (!scope || !count || !('value' in count) || file < 0) continue
      values.set(file, new Set([...(values.get(file) ?? []), count.value]))
      expect(far).toMatchObject({ value: '3' })
    }
    expect([...(values.get(0) ?? [])]).toEqual(['1', '2'])
    expect([...(values.get(1) ?? [])]).toEqual(['7'])
  })
})
