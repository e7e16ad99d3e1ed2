/** A whole program from a seed: always the same one, free of undefined behaviour, that tells what it computed. */
import { isRecord, writeGlobals, writeLocal, writeRecord, writeUnion } from './declaration'
import { block, createDraft, type Draft, line, rarely } from './draft'
import { expression } from './expression'
import { writeFunction, writeRecordFunctions, writeTable } from './function'
import { writePrint } from './print'
import { realExpression } from './real'
import { writeStatements } from './statement'

export type Generated = {
  readonly source: string
  /** The part that all programs begin with, and the rest of it. */
  readonly head: string
  readonly body: readonly string[]
  /** How often each construct was written. */
  readonly used: ReadonlyMap<string, number>
}

const HEAD = `#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned char byte;
typedef unsigned int word;
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SQUARE(x) ((x) * (x))

static unsigned long long checksum = 14695981039346656037ULL;
static int fuel = 200;

static void mix(unsigned long long value) { checksum = (checksum ^ value) * 1099511628211ULL; }
static double tame(double x) { return x > -1e9 && x < 1e9 ? x : 0.5; }
static int upwards(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int downwards(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return x < y ? 1 : x > y ? -1 : 0;
}
struct node { int value; struct node *next; };
static struct node *push(struct node *list, int value) {
  struct node *made = malloc(sizeof *made);
  *made = (struct node){.value = value, .next = list};
  return made;
}
static struct node *reversed(struct node *list) {
  struct node *done = NULL;
  for (struct node *next; list; list = next) next = list->next, list->next = done, done = list;
  return done;
}
static long gather(const char *kinds, ...) {
  long sum = 0;
  va_list list;
  va_start(list, kinds);
  for (; *kinds; kinds++)
    switch (*kinds) {
      case 'u': sum ^= va_arg(list, unsigned); break;
      case 'l': sum = (long)((unsigned long)sum + va_arg(list, long)); break;
      case 'd': sum ^= (long)va_arg(list, double); break;
      case 's': sum ^= strlen(va_arg(list, char *)); break;
      default: sum ^= va_arg(list, int) * 3L;
    }
  va_end(list);
  return sum;
}
`

/** The program of a seed. */
export function generateProgram(seed: number): Generated {
  const draft = createDraft(seed, { whole: expression, real: realExpression })
  for (let i = 1 + draft.dice(3); i > 0; i--) writeRecord(draft)
  if (rarely(draft, 2)) writeUnion(draft)
  writeGlobals(draft)
  for (const record of draft.records) writeRecordFunctions(draft, record)
  if (rarely(draft, 2)) writeTable(draft)
  for (let i = 2 + draft.dice(4); i > 0; i--) writeFunction(draft)
  writeMain(draft)
  return { source: `${HEAD}\n${draft.lines.join('\n')}\n`, head: HEAD, body: draft.lines, used: draft.used }
}

function writeMain(draft: Draft): void {
  const globals = draft.variables
  const records = draft.structs
  block(draft, 'int main(void) ', () => {
    for (let i = 2 + draft.dice(4); i > 0; i--) writeLocal(draft)
    for (let i = 3 + draft.dice(4); i > 0; i--) {
      writeStatements(draft, 2)
      writePrint(draft)
      draft.touched.clear()
      draft.changed.clear()
    }
    for (const variable of globals) if (!variable.isPointer) showVariable(draft, variable)
    for (const { name, type, access } of records) {
      line(draft, `mix_${type.name}(${access === '->' ? '*' : ''}${name});`)
      showScalars(draft, name, access, type.fields)
    }
    line(draft, 'printf("%016llx\\n", checksum);')
    line(draft, 'return checksum & 127;')
  })
}

function showVariable(draft: Draft, { name, type, extents }: Draft['variables'][number]): void {
  const [first, second] = extents
  const element = `${name}${first === undefined ? '' : '[i]'}${second === undefined ? '' : '[j]'}`
  const loops = `${first === undefined ? '' : `for (int i = 0; i < ${first}; i++) `}${second === undefined ? '' : `for (int j = 0; j < ${second}; j++) `}`
  line(draft, `${loops}mix(${typeof type === 'string' ? `(long)tame(${element})` : element});`)
  if (first !== undefined) return
  const isReal = typeof type === 'string'
  line(draft, `printf("${name}=%${isReal ? 'g' : 'lld'}\\n", ${isReal ? '' : '(long long)'}${name});`)
}

function showScalars(
  draft: Draft,
  name: string,
  access: string,
  fields: Draft['records'][number]['fields'],
): void {
  for (const field of fields)
    if (!isRecord(field.type) && field.extent === 0 && typeof field.type === 'object')
      line(draft, `printf("${field.name}=%lld ", (long long)${name}${access}${field.name});`)
  line(draft, `puts("");`)
}
