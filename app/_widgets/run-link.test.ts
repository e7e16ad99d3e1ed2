import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engineVersion } from '@/lib/engine/version'
import { type LabProgram, MOST_TEXT } from '@/lib/lab/program'
import { packProgram, unpackProgram } from './run-link'

const PROGRAM: LabProgram = {
  files: [
    { name: 'main.c', text: '#include <stdio.h>\n#include "b.h"\nint main(void) { puts("안녕"); }\n' },
    { name: 'b.h', text: '' },
  ],
  config: { cores: 2, policy: 'fair', quantum: 3, seed: 7 },
  grain: 'operation',
  stdin: '1 2 3\n',
  args: 'a b',
  schedule: '1.fair.3.7.A3B1',
}

describe('a link to the lab', () => {
  it('holds any program whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        const program = { ...PROGRAM, files: [{ name: 'a.c', text }, ...PROGRAM.files] }
        const fragment = await packProgram(program)
        expect(fragment).toMatch(/^v2\.[\w-]+$/)
        expect(await unpackProgram(`#${fragment}`)).toEqual({ program, isOtherEngine: false })
      }),
      { numRuns: 50 },
    )
  })

  it('says whether standard input is a terminal', async () => {
    const program = { ...PROGRAM, config: { ...PROGRAM.config, tty: true } }
    expect(await unpackProgram(await packProgram(program))).toEqual({ program, isOtherEngine: false })
  })

  it('says where it is opened', async () => {
    const program = { ...PROGRAM, after: 12 }
    expect(await unpackProgram(await packProgram(program))).toEqual({ program, isOtherEngine: false })
    for (const after of [-1, 0.5, 1e9])
      expect(await unpackProgram(await packProgram({ ...PROGRAM, after }))).toEqual({ problem: 'damaged' })
  })

  it('that is cut anywhere, or changed, is damaged, and never half a program', async () => {
    const fragment = await packProgram(PROGRAM)
    for (let length = 3; length < fragment.length; length += 7)
      expect(await unpackProgram(fragment.slice(0, length))).toEqual({ problem: 'damaged' })
    expect(await unpackProgram(`${fragment}!`)).toEqual({ problem: 'damaged' })
    expect(await unpackProgram('#v9.abc')).toEqual({ problem: 'damaged' })
  })

  it('of before there were several files holds what it held', async () => {
    const old =
      'v1.FcxBDoJADEDRqzR_pUlXuDCOR1EXBLqYBDpaZoyEcHfiO8B7dEr2KnOf_fQteTzLJmG1hcv1LvvT0Y2hhC2kTnmXKQ8riQiUT-u9tpl0UxazkXTZlSm78W9RfrKi8DoA'
    expect(await unpackProgram(old)).toEqual({
      isOtherEngine: (engineVersion as number) !== 2,
      program: {
        files: [{ name: 'program.c', text: 'int main(void) { return 7; }\n' }],
        config: { cores: 2, policy: 'rr', quantum: 9, seed: 3 },
        grain: 'line',
        stdin: 'in',
        args: 'x y',
        schedule: '',
      },
    })
  })

  it('whose files are none of a program is damaged', async () => {
    for (const files of [
      [],
      [{ name: 'a.txt', text: '' }],
      [{ name: 'a/b.c', text: '' }],
      [PROGRAM.files[0], PROGRAM.files[0]],
      [{ name: 'a.c', text: 7 }],
      Array.from({ length: 13 }, (_, n) => ({ name: `${n}.c`, text: '' })),
    ])
      expect(await unpackProgram(await packProgram({ ...PROGRAM, files } as LabProgram))).toEqual({
        problem: 'damaged',
      })
  })

  it('of another kind is none of the lab’s', async () => {
    expect(await unpackProgram('')).toBeNull()
    expect(await unpackProgram('#main')).toBeNull()
  })

  it('that unpacks to more than a program may have is refused before it has', async () => {
    const fragment = await packProgram({
      ...PROGRAM,
      files: [{ name: 'a.c', text: 'x'.repeat(20 * MOST_TEXT) }],
    })
    expect(fragment.length).toBeLessThan(10_000)
    expect(await unpackProgram(fragment)).toEqual({ problem: 'damaged' })
  })

  it('with settings that the lab does not have is damaged', async () => {
    for (const config of [
      { ...PROGRAM.config, cores: 9 },
      { ...PROGRAM.config, quantum: 0 },
      { ...PROGRAM.config, seed: -1 },
      { ...PROGRAM.config, policy: 'luck' as 'rr' },
    ])
      expect(await unpackProgram(await packProgram({ ...PROGRAM, config }))).toEqual({ problem: 'damaged' })
  })
})
