import { describe, expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event } from '@/lib/i18n/en/event'
import { type BadAddress, badAddressOf } from './bad-address'
import { openSession, type RunInput } from './session'

function badOf(text: string): BadAddress | null {
  const input: RunInput = {
    files: [{ name: 'bad.c', text }],
    config: { limits: { steps: 20_000_000 } },
    ...{ schedule: '', grain: 'line', locale: 'en', parts: ['code'] },
  }
  return badAddressOf(openSession(input, compile(input.files), event))
}

const main = (body: string, head = '') => `${head}int main(void) {\n${body}\n}\n`

describe('a bad address', () => {
  it('behind a null pointer names it and how far behind it is', () => {
    const bad = badOf(main('  struct n *p = 0;\n  return p->b;', 'struct n { long a; int b; };\n'))
    expect(bad).toMatchObject({ why: 'null', address: 8, line: 4, task: 0, inside: null, below: null })
    expect(bad?.pointer).toEqual({ name: 'p', value: 0, offset: 8 })
    expect(bad?.above?.kind).toBe('code')
  })

  it('in the C library is told as that', () => {
    expect(badOf(main('  return strlen((char *)0);', '#include <string.h>\n'))).toMatchObject({
      ...{ why: 'null', inLibrary: true },
    })
  })

  it('in what may only be read lies inside of it', () => {
    const bad = badOf(main('  char *s = "hello";\n  s[0] = 72;\n  return 0;'))
    expect(bad).toMatchObject({ why: 'forbidden', inside: { kind: 'rodata', writable: false } })
  })

  it('past the heap lies right behind it, and as far from the pointer as was counted', () => {
    const bad = badOf(
      main('  char *p = malloc(64);\n  for (int i = 0; ; i += 64)\n    p[i] = 1;', '#include <stdlib.h>\n'),
    )
    expect(bad).toMatchObject({
      why: 'nothing',
      inside: null,
      below: { kind: 'heap' },
      pointer: { name: 'p' },
    })
    expect((bad?.address ?? 0) - (bad?.below?.end ?? 0)).toBeLessThan(64)
    expect((bad?.pointer?.offset ?? 1) % 64).toBe(0)
  })

  it('below a stack that is full is the end of that stack, of main and of a thread', () => {
    const deep = 'int deep(int n) {\n  int room[1000];\n  room[0] = n;\n  return deep(n + 1) + room[0];\n}\n'
    expect(badOf(main('  return deep(0);', deep))).toMatchObject({
      why: 'stack',
      above: { kind: 'stack', task: 0 },
    })
    const thread = `#include <pthread.h>\n${deep}void *work(void *a) { deep(0); return a; }\n`
    expect(
      badOf(
        main('  pthread_t t;\n  pthread_create(&t, 0, work, 0);\n  pthread_join(t, 0);\n  return 0;', thread),
      ),
    ).toMatchObject({ why: 'stack', task: 1, above: { kind: 'stack', task: 1 } })
  })

  it('in what was unmapped says where that went, and so does one in the stack of a thread that has ended', () => {
    const map = '  char *p = mmap(0, 8192, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n'
    const bad = badOf(main(`${map}  munmap(p, 8192);\n  p[4] = 2;\n  return 0;`, '#include <sys/mman.h>\n'))
    expect(bad).toMatchObject({ why: 'gone', gone: { mapped: { kind: 'mapping' }, line: 4 } })
    expect(bad?.pointer).toMatchObject({ name: 'p', offset: 4 })
    const head = '#include <pthread.h>\nint *q;\nvoid *work(void *a) { int x = 1; q = &x; return a; }\n'
    expect(
      badOf(
        main('  pthread_t t;\n  pthread_create(&t, 0, work, 0);\n  pthread_join(t, 0);\n  return *q;', head),
      ),
    ).toMatchObject({ why: 'gone', gone: { mapped: { kind: 'stack', task: 1 } }, pointer: { name: 'q' } })
  })

  it('that is run though data lies there is a jump', () => {
    expect(
      badOf(main('  int x = 3;\n  void (*f)(void) = (void (*)(void))&x;\n  f();\n  return 0;')),
    ).toMatchObject({
      ...{ why: 'jump', inside: { kind: 'stack' } },
    })
  })

  it('far from everything has neighbours, above what a program can have none above it', () => {
    expect(badOf(main('  int *p = (int *)0x30000000;\n  *p = 3;\n  return 0;'))).toMatchObject({
      ...{
        why: 'nothing',
        below: { kind: 'bss' },
        above: { kind: 'stack' },
        pointer: { name: 'p', offset: 0 },
      },
    })
    expect(badOf(main('  int *p = (int *)0x123456789abc;\n  *p = 3;\n  return 0;'))?.above).toBeNull()
  })

  it('is none where a run ends well, or by itself, and is a child’s where that died', () => {
    expect(badOf(main('  return 0;'))).toBeNull()
    expect(badOf(main('  abort();', '#include <stdlib.h>\n'))).toBeNull()
    const child = main(
      '  if (fork() == 0) { int *p = 0; *p = 1; }\n  wait(0);\n  return 0;',
      '#include <unistd.h>\n#include <sys/wait.h>\n',
    )
    expect(badOf(child)).toMatchObject({ why: 'null', task: 1 })
  })
})
