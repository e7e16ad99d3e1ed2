import { expect, test } from 'vitest'
import { compile, record } from '@/lib/engine'
import { hexDump } from './hex'

test('a dump has the offset, every byte, and its letter', () => {
  expect(hexDump(new Uint8Array())).toBe('')
  const bytes = new TextEncoder().encode('offset and bytes\n가')
  expect(hexDump(bytes)).toBe(
    [
      '00000000  6f 66 66 73 65 74 20 61 6e 64 20 62 79 74 65 73  |offset and bytes|',
      '00000010  0a ea b0 80                                      |....|',
    ].join('\n'),
  )
})

test('a file of a run is what the program has written so far', () => {
  const text = `#include <fcntl.h>
#include <unistd.h>
int main(void) {
  int fd = open("/tmp/a", O_CREAT | O_RDWR, 0600);
  write(fd, "one", 3);
  write(fd, "two", 3);
  return 0;
}
`
  const { program } = compile([{ name: 'main.c', text }])
  if (!program) throw new Error('no program')
  const recording = record(program)
  const contents = new Set<string>()
  for (let i = 0; i <= recording.length; i++)
    for (const { id, name } of recording.view(i).inodes)
      if (name === '/tmp/a')
        contents.add(new TextDecoder().decode(recording.file(i, id, 100) ?? new Uint8Array()))
  expect([...contents]).toEqual(['', 'one', 'onetwo'])
  expect(recording.file(recording.length, 9_999, 100)).toBeNull()
  const kept = recording.view(recording.length).inodes.find(({ name }) => name === '/tmp/a')
  expect(recording.file(recording.length, kept?.id ?? -1, 4)).toHaveLength(4)
})
