import type { SegmentKind } from '@/lib/engine'

/** What a part of an address space is called, and where an address is seen from it. */
type Beside = { readonly segment: string; readonly bytes: string; readonly isBehind: boolean }

/** Where an access was made. */
type Place = { readonly line: number; readonly inLibrary: boolean }

/** Words for the access that ended a program. */
export const badAddress = {
  title: 'The address',
  segments: {
    code: 'the code',
    rodata: 'read-only data',
    data: 'the data',
    bss: 'the zeroed data',
    heap: 'the heap',
    mapping: 'mapped memory',
    shared: 'shared memory',
    stack: 'the stack',
    tls: 'thread-local storage',
    none: 'a guard area',
  } as Record<SegmentKind, string>,
  access: (task: string, { line, inLibrary }: Place, address: string): string =>
    `On line ${line} ${task}${inLibrary ? ', in a library function that it called,' : ''} accessed ${address}.`,
  why: {
    null: () => 'Nothing is ever mapped in the first 64 KiB: this is where a null pointer leads.',
    forbidden: (segment: string, { readable }: { readonly readable: boolean }) =>
      readable
        ? `It lies in ${segment}, which may only be read.`
        : `It lies in ${segment}, where every access is forbidden.`,
    stack: (task: string) =>
      `The stack of ${task} ends here and can grow no further: calls went too deep, or local variables are too large.`,
    gone: (segment: string, line: number) => `What was there, ${segment}, went on line ${line}.`,
    jump: (segment: string) => `It was to be run as code, but ${segment} lies there.`,
    nothing: () => 'Nothing is mapped there.',
  },
  nearest: ({ segment, bytes, isBehind }: Beside): string =>
    bytes === '0'
      ? `Nearest is ${segment}: this is the first byte behind its end.`
      : `Nearest is ${segment}, which ${isBehind ? `ends ${counted(bytes)} before it` : `begins ${counted(bytes)} behind it`}.`,
  pointer: (name: string, bytes: string, offset: number): string =>
    offset === 0
      ? `It is where ${name} points.`
      : `It is ${counted(bytes)} ${offset > 0 ? 'behind' : 'before'} where ${name} points.`,
  here: 'access',
  unmapped: 'nothing is mapped',
  isNull: 'never mapped',
  wasThere: (segment: string): string => `was ${segment}`,
  stackOf: (segment: string, task: string): string => `${segment} of ${task}`,
}

function counted(bytes: string): string {
  return `${bytes} ${bytes === '1' ? 'byte' : 'bytes'}`
}
