import { expect, it } from 'vitest'
import { compile, record } from '@/lib/engine'
import { printedOf } from './printed'

const CONFIG = { cores: 1, policy: 'rr', quantum: 20, seed: 1 } as const

function printed(text: string, steps: number) {
  const { program } = compile([{ name: 'main.c', text }])
  if (!program) throw new Error('it does not compile')
  const recording = record(program, CONFIG, undefined, steps)
  const shown = recording.view(recording.length).output.map((one) => one.text)
  return { told: printedOf(recording), bytes: new TextEncoder().encode(shown.join('')).length }
}

it('says of a loop that prints how many bytes came, by which line, and that it was still at it', () => {
  const loop = '#include <stdio.h>\nint main(void) {\n  for (;;)\n    puts("one line");\n}\n'
  const { told, bytes } = printed(loop, 8000)
  expect(bytes).toBeGreaterThan(0)
  expect(told).toMatchObject({ bytes, by: { file: 0, line: 4 }, goesOn: true })
})

it('counts what is printed to standard error and to the terminal, and nothing that goes into a pipe', () => {
  const three = `#include <fcntl.h>
#include <unistd.h>
int main(void) {
  int ends[2], terminal = open("/dev/tty", O_WRONLY);
  pipe(ends);
  write(ends[1], "nobody sees this", 16);
  write(2, "four", 4);
  write(terminal, "of the terminal", 15);
  return 0;
}
`
  expect(printed(three, 1000).told).toMatchObject({ bytes: 19, writes: 2, by: { line: 8 } })
})

it('counts no byte for which there was no room', () => {
  const flood = (size: number) =>
    `#include <unistd.h>\nstatic char page[${size}];\nint main(void) {\n  for (;;)\n    write(1, page, sizeof page);\n}\n`
  for (const [size, writes] of [
    [65536, 64],
    [60000, 70],
  ] as const) {
    const { told, bytes } = printed(flood(size), 8000)
    expect(bytes).toBe(4 << 20)
    expect(told).toMatchObject({ bytes, writes, goesOn: true })
  }
})

it('does not say so of one that printed first and went round in vain after', () => {
  const later =
    '#include <unistd.h>\nint n;\nint main(void) {\n  write(1, "a", 1);\n  write(1, "b", 1);\n  for (;;)\n    n++;\n}\n'
  expect(printed(later, 500).told).toMatchObject({ bytes: 2, writes: 2, goesOn: false })
})

it('says nothing of a program that prints nothing', () => {
  expect(printed('int main(void) {\n  return 0;\n}\n', 100).told).toBeNull()
})
