/** Initialisers of automatic objects. */
import { OP } from '../../vm/opcode'
import { isRecord } from '../meaning/ctype'
import { isStaticValue, staticImage } from '../meaning/static-data'
import { type CSymbol, type CType, K, N, type Node } from '../meaning/syntax'
import { internalSymbol } from '../meaning/unit'
import { framePlace, placeAddress, shifted, storeScalar } from './access'
import { finishRecordCall, prepareCall } from './call'
import { type BytecodeEmitter, emit, isWord64, move, noteAccess, relocate, temporary } from './emitter'
import type { Place } from './lvalue'
import { copyRecord } from './record'

/** More constants than this are copied from an image in read-only memory, as gcc does. */
const MAX_STORES = 16

/**
 * Initialises an automatic object where its declaration is met. `values` are in order of their places; of a
 * scalar the last one counts.
 */
export function emitInitialiser(e: BytecodeEmitter, symbol: CSymbol, values: readonly Node[]): void {
  const { type } = symbol
  const mark = e.top
  const { memory } = e
  if (type.kind === K.Array || isRecord(type)) initialiseAggregate(e, symbol, values)
  else if (values.length > 0) {
    const value = values[values.length - 1]!.left!
    if (symbol.inMemory)
      storeScalar(e, framePlace(e, symbol.offset, visibility(e, symbol)), type, e.rules.value(e, value, -1))
    else move(e, symbol.offset, e.rules.value(e, value, symbol.offset), isWord64(type))
  }
  e.top = mark
  e.memory = memory
}

const visibility = (e: BytecodeEmitter, symbol: CSymbol): number => (symbol.addressTaken ? e.visible : 0)

function initialiseAggregate(e: BytecodeEmitter, symbol: CSymbol, values: readonly Node[]): void {
  const { type } = symbol
  const place = framePlace(e, symbol.offset, visibility(e, symbol))
  const only = values[0]
  if (values.length === 1 && only!.type.size === type.size && isRecord(only!.type) && only!.low === 0) {
    initialiseRecord(e, place, only!.left!, type)
    return
  }
  if (values.length > MAX_STORES && values.every(isStaticValue)) {
    copyImage(e, place, symbol, values)
    return
  }
  if (!covers(type, values)) {
    const mark = e.top
    emit(e, OP.zero | place.visible, placeAddress(e, place, -1), 0, type.size)
    if (place.visible !== 0) noteAccess(e, type, null)
    e.top = mark
  }
  for (const value of values) storeValue(e, place, value)
}

function initialiseRecord(e: BytecodeEmitter, place: Place, value: Node, type: CType): void {
  if (value.kind === N.Call && place.visible === 0) {
    const call = prepareCall(e, value)
    finishRecordCall(e, value, call, place)
  } else copyRecord(e, place, e.rules.record(e, value), type)
}

/** Whether every byte that matters gets a value, so that nothing needs to be zeroed first. */
function covers(type: CType, values: readonly Node[]): boolean {
  let bytes = 0
  const seen = new Set<number>()
  for (const value of values) {
    if (value.member !== null || seen.has(value.low)) return false
    seen.add(value.low)
    bytes += value.type.size
  }
  return bytes === type.size
}

function copyImage(e: BytecodeEmitter, place: Place, symbol: CSymbol, values: readonly Node[]): void {
  const image = internalSymbol(e.p.unit, '', 'data')
  image.data = { ...staticImage(e.p, symbol.type, values, 0), readOnly: true }
  const dest = placeAddress(e, place, -1)
  const source = temporary(e)
  emit(e, OP.li64, source, 0, 0)
  relocate(e, 2, image, 0)
  emit(e, OP.copy | place.visible, dest, source, symbol.type.size)
  if (place.visible !== 0) noteAccess(e, symbol.type, null)
}

function storeValue(e: BytecodeEmitter, place: Place, value: Node): void {
  const mark = e.top
  const { memory } = e
  const target = shifted(place, value.low)
  const node = value.left!
  if (isRecord(value.type)) copyRecord(e, target, e.rules.record(e, node), value.type)
  else
    storeScalar(
      e,
      value.member === null ? target : { ...target, member: value.member },
      value.type,
      e.rules.value(e, node, -1),
    )
  e.top = mark
  e.memory = memory
}
