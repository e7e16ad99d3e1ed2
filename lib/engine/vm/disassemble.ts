/** Bytecode as text, for people who look for a mistake in it. */
import {
  ARGUMENT_SHIFT,
  OPCODE_MASK,
  OPCODE_NAMES,
  OPCODES,
  type OpcodeInfo,
  SIZE_SHIFT,
  VISIBLE,
} from './opcode'
import type { Program } from './program'

/** One instruction in the notation of assemble.ts; a jump's target is an instruction index. */
export function disassembleInstruction(program: Program, index: number): string {
  const at = index * 4
  const word = program.code[at] ?? 0
  const name = OPCODE_NAMES[word & OPCODE_MASK]
  if (name === undefined) return `(${word >>> 0})`
  const size = (word >>> SIZE_SHIFT) & 15
  const count = (word >>> ARGUMENT_SHIFT) & 255
  const info: OpcodeInfo = OPCODES[name]
  const operands = [info.a, info.b, info.c].flatMap((kind, i) => {
    const value = program.code[at + 1 + i] ?? 0
    if (kind === '-') return []
    const called = kind === 'code' ? program.functions.find((f) => f.start === value) : undefined
    return [called?.name ?? String(value)]
  })
  const suffix = `${size > 0 ? `.${size}` : ''}${(word & VISIBLE) !== 0 ? '!' : ''}`
  return `${name}${suffix} ${operands.join(' ')}${count > 0 ? ` /${count}` : ''}`.trim()
}

/** A whole function, each instruction with its index. */
export function disassembleFunction(program: Program, name: string): string {
  const info = program.functions.find((f) => f.name === name)
  if (info === undefined) return ''
  const lines = [
    `${info.name} frame ${info.frameSize} memory ${info.memorySize} parameters ${info.parameters}`,
  ]
  for (let index = info.start; index < info.end; index++)
    lines.push(`${String(index).padStart(6)}  ${disassembleInstruction(program, index)}`)
  return lines.join('\n')
}
