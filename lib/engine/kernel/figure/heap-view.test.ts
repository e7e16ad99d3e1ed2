import { describe, expect, it } from 'vitest'
import { compile, record } from '../../index'

/** What is drawn of the values that pointers lead to, each time one of them changes. */
function drawn(body: string): string[] {
  const text = `#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\nint main(void) {\n${body}\n  return 0;\n}\n`
  const { program, diagnostics } = compile([{ name: 'main.c', text }])
  if (!program) throw new Error(JSON.stringify(diagnostics))
  const recording = record(program)
  const seen = Array.from({ length: recording.length }, (_, i) => {
    const [process] = recording.view(i).processes
    const values = process?.segments.flatMap(({ kind, values }) =>
      values.map((value) => ({ kind, ...value })),
    )
    return (values ?? [])
      .filter(({ name }) => name.startsWith('*'))
      .map(({ kind, name, value, text, isFreed }) => `${kind} ${name} ${isFreed ? 'freed' : (text ?? value)}`)
      .join(', ')
  })
  return seen.filter((one, i) => one !== seen[i - 1])
}

describe('a block of the heap', () => {
  it('is freed once it lies in the cache of its size, and is not once it is given out again', () => {
    const told = drawn(`  int *p = malloc(4);
  *p = 1;
  free(p);
  int *q = malloc(4);
  *q = 2;`)
    expect(told).toContain('heap *p 1')
    expect(told).toContain('heap *p freed')
    expect(told.at(-1)).toMatch(/^heap \*[pq] 2$/)
  })

  it.each([
    ['of which more are free than the cache holds', 24, 9],
    ['that is too large for the cache', 3000, 2],
  ])('%s is freed, whatever list it lies in', (_, size, count) => {
    const told = drawn(`  char *block[${count}];
  for (int i = 0; i < ${count}; i++) block[i] = malloc(${size});
  char *kept = malloc(${size}), *last = block[${count - 1}];
  *last = 'a';
  *kept = 'b';
  for (int i = 0; i < ${count}; i++) free(block[i]);
  *kept = 'c';`)
    expect(told.some((one) => one.includes('*last "a"'))).toBe(true)
    expect(told.at(-1)).toContain('*last freed')
    expect(told.at(-1)).toContain('*kept "c"')
  })

  it('is freed where the unused end of the heap has taken it in', () => {
    const told = drawn(`  int *p = malloc(3000);
  *p = 1;
  free(p);
  getpid();`)
    expect(told).toContain('heap *p 1')
    expect(told.at(-1)).toBe('heap *p freed')
  })
})

it('shows the text of a literal where it lies, among what is only read', () => {
  expect(drawn('  const char *fixed = "hello";\n  getpid();').at(-1)).toBe('rodata *fixed "hello"')
})

it('shows what was printed and not handed over, until it is', () => {
  const { program } = compile([
    {
      name: 'main.c',
      text: '#include <stdio.h>\n#include <unistd.h>\nint main(void) {\n  printf("ab");\n  getpid();\n  printf("c");\n  fflush(stdout);\n  getpid();\n  return 0;\n}\n',
    },
  ])
  const recording = record(program as NonNullable<typeof program>)
  const seen = Array.from({ length: recording.length }, (_, i) =>
    recording
      .view(i)
      .processes.flatMap(({ buffers }) => buffers.map(({ fd, text, bytes }) => `${fd} ${text} ${bytes}`)),
  ).map((buffers) => buffers.join())
  expect(seen.filter((one, i) => one !== seen[i - 1])).toEqual(['', '1 ab 2', '1 abc 3', ''])
})
