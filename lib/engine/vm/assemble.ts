/**
 * An assembler, so that tests and benchmarks can say what runs. One instruction a line:
 *
 *     function main 64 0 0        frame size, memory size, parameters
 *     loop:
 *       addI32 16 16 -1
 *       bNeI32 16 0 loop
 *       load32! 24 16 0           ! is visible, .4 an access size, /2 a count of arguments
 *       call fib/1 32 0           functions by name; `&fib` is a code address
 *       ret32 24
 */
import { CODE_BASE, callNumber, INTRINSICS } from './abi'
import {
  ARGUMENT_SHIFT,
  INSTRUCTION_BYTES,
  OP,
  OPCODES,
  type OpcodeName,
  SIZE_SHIFT,
  VISIBLE,
} from './opcode'
import type { FunctionInfo, Program } from './program'

type Line = { readonly number: number; readonly words: readonly string[]; readonly owner: number }

/** Assembles a program. Its first function is the entry. @throws Error that names the line of what is no instruction */
export function assemble(source: string): Program {
  const labels = new Map<string, number>()
  const functions: FunctionInfo[] = []
  const lines: Line[] = []
  source.split('\n').forEach((text, i) => {
    const words = text.replace(/;.*/, '').trim().split(/\s+/)
    const first = words[0] ?? ''
    if (first === '') return
    if (first.endsWith(':')) labels.set(`${functions.length - 1}.${first.slice(0, -1)}`, lines.length)
    else if (first === 'function') {
      labels.set(words[1] as string, lines.length)
      functions.push(functionOf(words, lines.length))
      lines.push({ number: i + 1, words: ['enter', ...words.slice(2)], owner: functions.length - 1 })
    } else lines.push({ number: i + 1, words, owner: functions.length - 1 })
  })
  const code = new Int32Array(lines.length * 4)
  const calls: string[] = []
  lines.forEach((line, index) => {
    code.set(encode(line, labels, calls), index * 4)
  })
  return {
    files: [{ name: 'main.s', text: source }],
    code,
    calls,
    entry: 0,
    threadEntry: 0,
    signalReturn: 0,
    library: { streams: null, fastBins: null, top: null },
    segments: [],
    heapBase: 0x1000_0000,
    tls: { image: new Uint8Array(0), align: 1 },
    functions: functions.map((info, i) => ({
      ...info,
      end: functions[i + 1]?.start ?? lines.length,
      lines: Int32Array.from(lines.flatMap((line, at) => (line.owner === i ? [at, line.number] : []))),
    })),
    globals: [],
    types: [],
  }
}

function functionOf(words: readonly string[], start: number): FunctionInfo {
  const [frameSize = 64, memorySize = 0, parameters = 0] = words.slice(2).map(Number)
  return {
    name: words[1] as string,
    start,
    end: start,
    frameSize,
    memorySize,
    parameters,
    isLibrary: false,
    dynamicStackSlot: 0,
    returns: -1,
    locals: [],
    accesses: new Int32Array(0),
    file: 0,
    lines: new Int32Array(0),
  }
}

function encode(line: Line, labels: ReadonlyMap<string, number>, calls: string[]): number[] {
  const match = /^(\w+?)(?:\.(\d))?(!?)$/.exec(line.words[0] as string)
  const name = match?.[1] as OpcodeName | undefined
  if (match === null || name === undefined || !(name in OPCODES))
    throw new Error(`line ${line.number}: ${line.words[0]} is no instruction`)
  let count = 0
  const operands = line.words.slice(1).map((word) => {
    const [text = '', argumentCount] = word.split('/')
    if (argumentCount !== undefined) count = Number(argumentCount)
    if (name === 'sys' && /^[a-z]/.test(text)) return callNumber(calls, text)
    return operandOf(text, name, line, labels)
  })
  const word =
    OP[name] | (count << ARGUMENT_SHIFT) | (Number(match[2] ?? 0) << SIZE_SHIFT) | (match[3] ? VISIBLE : 0)
  return [word, operands[0] ?? 0, operands[1] ?? 0, operands[2] ?? 0]
}

function operandOf(text: string, name: OpcodeName, line: Line, labels: ReadonlyMap<string, number>): number {
  if (/^-?(0x)?[0-9a-f]+$/i.test(text) && !Number.isNaN(Number(text))) return Number(text) | 0
  if (/^-0x[0-9a-f]+$/i.test(text)) return -Number(text.slice(1)) | 0
  if (text.startsWith('&')) return CODE_BASE + (labels.get(text.slice(1)) ?? 0) * INSTRUCTION_BYTES
  if (name === 'intrinsic') return (INTRINSICS as readonly string[]).indexOf(text)
  const target = labels.get(`${line.owner}.${text}`) ?? labels.get(text)
  if (target === undefined) throw new Error(`line ${line.number}: there is no ${text}`)
  return target
}
