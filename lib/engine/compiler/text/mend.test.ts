/** What the compiler offers to write: each is written, and the program compiled again. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile, type Diagnostic } from '../..'
import { insertionPoint, mended } from './mend'
import { addSource, createSourceMap } from './source'

function first(text: string): Diagnostic | undefined {
  return compile([{ name: 'a.c', text }]).diagnostics.find(({ mend }) => mend)
}

/** Each with what it becomes. */
const CASES: Readonly<Record<string, readonly [string, string]>> = {
  'a semicolon at the end of a line': [
    'int main(void) {\n  int x = 1\n  return x;\n}\n',
    'int main(void) {\n  int x = 1;\n  return x;\n}\n',
  ],
  'a semicolon before a comment': [
    'int main(void) {\n  int x = 1 // one\n  return x;\n}\n',
    'int main(void) {\n  int x = 1; // one\n  return x;\n}\n',
  ],
  'a semicolon behind a macro': [
    '#include <stddef.h>\nint main(void) {\n  int *p = NULL\n  return p != NULL;\n}\n',
    '#include <stddef.h>\nint main(void) {\n  int *p = NULL;\n  return p != NULL;\n}\n',
  ],
  'a semicolon behind a macro with an argument': [
    '#define SAME(x) x\nint main(void) {\n  int y = SAME(3)\n  return y;\n}\n',
    '#define SAME(x) x\nint main(void) {\n  int y = SAME(3);\n  return y;\n}\n',
  ],
  'a semicolon behind a macro and a comment': [
    '#define ONE 1 + 0\nint main(void) {\n  int y = ONE // one\n  return y;\n}\n',
    '#define ONE 1 + 0\nint main(void) {\n  int y = ONE // one\n  ;return y;\n}\n',
  ],
  'a semicolon behind a prototype': [
    'int twice(int x)\nint main(void) { return twice(2); }\nint twice(int x) { return x + x; }\n',
    'int twice(int x);\nint main(void) { return twice(2); }\nint twice(int x) { return x + x; }\n',
  ],
  'a closing parenthesis': [
    'int main(void) {\n  return (1 + 2;\n}\n',
    'int main(void) {\n  return (1 + 2);\n}\n',
  ],
  'a closing bracket': [
    'int main(void) {\n  int a[2] = {1};\n  return a[0;\n}\n',
    'int main(void) {\n  int a[2] = {1};\n  return a[0];\n}\n',
  ],
  'a name that is like a declared one': [
    'int count;\nint main(void) {\n  cuont++;\n  return 0;\n}\n',
    'int count;\nint main(void) {\n  count++;\n  return 0;\n}\n',
  ],
  'a member that is like one of the structure': [
    'struct p { int left; };\nint main(void) {\n  struct p p = {1};\n  return p.lfet;\n}\n',
    'struct p { int left; };\nint main(void) {\n  struct p p = {1};\n  return p.left;\n}\n',
  ],
  'a header behind the others': [
    '#include <stdlib.h>\n\nint main(void) {\n  printf("%d", abs(-1));\n  return 0;\n}\n',
    '#include <stdlib.h>\n#include <stdio.h>\n\nint main(void) {\n  printf("%d", abs(-1));\n  return 0;\n}\n',
  ],
  'a header where there is none yet': [
    'int main(void) {\n  puts("hello");\n  return 0;\n}\n',
    '#include <stdio.h>\nint main(void) {\n  puts("hello");\n  return 0;\n}\n',
  ],
  'a header of a type, none of them under a condition': [
    '#ifdef NEVER\n#include <stdio.h>\n#endif\npthread_t t;\nint main(void) { return 0; }\n',
    '#include <pthread.h>\n#ifdef NEVER\n#include <stdio.h>\n#endif\npthread_t t;\nint main(void) { return 0; }\n',
  ],
  'an arrow for a pointer': [
    'struct p { int a; };\nint f(struct p *p) { return p.a; }\nint main(void) { return 0; }\n',
    'struct p { int a; };\nint f(struct p *p) { return p->a; }\nint main(void) { return 0; }\n',
  ],
  'a dot for a structure': [
    'struct p { int a; };\nint f(struct p p) { return p->a; }\nint main(void) { return 0; }\n',
    'struct p { int a; };\nint f(struct p p) { return p.a; }\nint main(void) { return 0; }\n',
  ],
  'the address of a lock': [
    '#include <pthread.h>\npthread_mutex_t m;\nint main(void) {\n  return pthread_mutex_lock(m);\n}\n',
    '#include <pthread.h>\npthread_mutex_t m;\nint main(void) {\n  return pthread_mutex_lock(&m);\n}\n',
  ],
  'the address of a number': [
    'void set(int *x) { *x = 1; }\nint main(void) {\n  int x = 0;\n  set(x);\n  return x;\n}\n',
    'void set(int *x) { *x = 1; }\nint main(void) {\n  int x = 0;\n  set(&x);\n  return x;\n}\n',
  ],
}

describe('a mend', () => {
  for (const [name, [before, after]] of Object.entries(CASES))
    it(`is ${name}, and then the program compiles without a word`, () => {
      const told = first(before)
      expect(told?.mend && mended(before, told.mend)).toBe(after)
      expect(compile([{ name: 'a.c', text: after }]).diagnostics).toEqual([])
    })

  it('goes right behind the token before over comments and directives, however many, and not over code', () => {
    const before = 'int x = 1'
    const pointOver = (between: string) => {
      const map = createSourceMap()
      addSource(map, 'a.c', `${before}${between}return x;`, false)
      return insertionPoint(map, before.length, before.length + between.length)
    }
    const comments = `\r\n${'  // what it is for  \t  \r\n /* and why */ \r\n'.repeat(1_000)}`
    const start = performance.now()
    expect(pointOver(comments)).toBe(before.length)
    expect(pointOver(`${comments}y\n`)).toBeGreaterThan(before.length)
    expect(performance.now() - start).toBeLessThan(50)
    expect(pointOver('\n # define ONE 1\n')).toBe(before.length)
    for (const code of [' # ', ' /* a */ b */ ', ' /* ', ' y // z\n'])
      expect(pointOver(code), code).toBeGreaterThan(before.length)
  })

  it('is none where a macro made the name, nor where the hint only says where something stands', () => {
    expect(first('int count;\n#define BUMP cuont++\nint main(void) { BUMP; return 0; }\n')).toBeUndefined()
    expect(first('int a;\nfloat a;\nint main(void) { return 0; }\n')).toBeUndefined()
  })

  it('leaves less to be said of each program that gcc has judged', () => {
    const verdicts = JSON.parse(
      readFileSync(new URL('../../testdata/verdict/programs.json', import.meta.url), 'utf8'),
    ) as { readonly source: string }[]
    let mends = 0
    const left = verdicts.flatMap(({ source }) => {
      const { diagnostics } = compile(source)
      return diagnostics.flatMap((one) => {
        if (!one.mend) return []
        mends++
        const after = compile(mended(source, one.mend)).diagnostics
        const same = (list: readonly Diagnostic[]) =>
          list.filter(({ code, args }) => code === one.code && args.join() === one.args.join()).length
        return same(after) < same(diagnostics) ? [] : [`${source}\n  ${JSON.stringify(one)}`]
      })
    })
    expect(left).toEqual([])
    expect(mends).toBeGreaterThan(20)
  })
})
