/** Places in linear memory that a loop has found, for later accesses to the same address. See emit-value.ts. */
import { type Emitter, freeLocal, get, tee } from './emit-slot'
import { nameOf } from './emit-value'
import { I32 } from './wasm'

/** Pushes the place of an access through a pointer if it has been found before. */
export function pushPlace(
  e: Emitter,
  pointer: number,
  offset: number,
  size: number,
  isWrite: boolean,
): boolean {
  if (e.region === null) return false
  const { values } = e.region
  const place = values.places.get(`${nameOf(values, pointer, true)} ${offset}`)
  if (place === undefined || place.size < size || (isWrite && !place.isWrite)) return false
  values.used.add(place.number)
  get(e, place.local)
  return true
}

/** Keeps the place on the stack, which was just found, for later accesses. */
export function keepPlace(e: Emitter, pointer: number, offset: number, size: number, isWrite: boolean): void {
  if (e.region === null) return
  const { values, isPlanned } = e.region
  const number = values.found++
  const isUsed = isPlanned && values.used.has(number)
  const local = isUsed ? freeLocal(e, I32) : -1
  if (isUsed) tee(e, local)
  values.places.set(`${nameOf(values, pointer, true)} ${offset}`, { number, local, size, isWrite })
}

/** A page may have been moved to where it can be written: places that were found for reading may have been in it. */
export function forgetReadPlaces(e: Emitter): void {
  const places = e.region?.values.places
  places?.forEach(({ isWrite }, name) => {
    if (!isWrite) places.delete(name)
  })
}
