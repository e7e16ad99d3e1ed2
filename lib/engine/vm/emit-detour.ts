/**
 * What generated code seldom does, and calls a function for. In a loop such a call would cost the host's compiler all
 * registers on every round, as it takes all ways through the loop for equally likely; so there it stands outside: the
 * loop is left for it, by a number, and entered again by the same number at where it was left. Entering it in the middle
 * has a price of its own, on every round: a loop that computes without memory has its calls inside.
 */
import { depthOf, openLabel } from './emit-control'
import { type DetourReason, type Emitter, get, type Mark, type Region, set } from './emit-slot'
import { byte, const32, indexed, unsigned, VOID, W } from './wasm'

/**
 * Does `seldom` if the value on the stack is true, and `usual` if not. There must be nothing else on the stack; what the
 * two compute they leave in locals.
 */
export function detourIf(
  e: Emitter,
  seldom: () => void,
  usual: () => void,
  reason: DetourReason = 'memory',
): void {
  const { body, region } = e
  byte(body, W.if)
  byte(body, VOID)
  e.nesting++
  if (region === null || !region.isLeftForDetours) {
    seldom()
    byte(body, W.else)
    usual()
    e.nesting--
    byte(body, W.end)
    return
  }
  const { pc, stepsLeft, visiblesLeft } = e
  const number = region.detours.push({
    seldom,
    reason,
    place: region.place,
    state: { pc, stepsLeft, visiblesLeft, held: [...e.held], stored: e.stored },
  })
  const32(body, number)
  set(e, e.locals.detour)
  indexed(body, W.br, depthOf(e, region.levels.detour))
  e.nesting--
  byte(body, W.end)
  usual()
  closeMark(e, region, { kind: 'landing', number })
}

/** Once all detours of a loop are known: whether it is left for them. */
export function planDetours(region: Region): void {
  if (region.detours.some(({ reason }) => reason === 'memory')) return
  region.isLeftForDetours = false
  region.detours.length = 0
  region.marks.splice(0, Infinity, ...region.marks.filter(({ kind }) => kind === 'label'))
}

/** Ends the block around all that stands before a mark; the first time through the loop, only notes it. */
export function closeMark(e: Emitter, region: Region, mark: Mark): void {
  if (!region.isPlanned) {
    region.marks.push(mark)
    return
  }
  e.nesting--
  byte(e.body, W.end)
}

/** Opens the blocks of all marks of a loop, and goes to the landing of the detour that the loop is entered from. */
export function openMarks(e: Emitter, region: Region): void {
  const { body, locals } = e
  const landings: number[] = []
  for (const { kind, number } of [...region.marks].reverse()) {
    const level = openLabel(e, W.block, VOID)
    if (kind === 'label') region.labels.set(number, level)
    else landings[number] = level
  }
  if (landings.length === 0) return
  get(e, locals.detour)
  byte(body, W.if)
  byte(body, VOID)
  e.nesting++
  get(e, locals.detour)
  set(e, locals.entry)
  const32(body, 0)
  set(e, locals.detour)
  get(e, locals.entry)
  branchByNumber(
    e,
    landings.map((level) => depthOf(e, level)),
  )
  e.nesting--
  byte(body, W.end)
}

/** Takes a number from the stack; `depths` begin at 1. */
function branchByNumber(e: Emitter, depths: readonly number[]): void {
  const { body } = e
  byte(body, W.brTable)
  unsigned(body, depths.length - 1)
  const first = depths[1] as number
  for (let i = 0; i < depths.length; i++) unsigned(body, depths[i] ?? first)
}

/** What stands outside of the loop: each detour, and the way back. */
export function emitDetours(e: Emitter, region: Region): void {
  const { body } = e
  const { detours } = region
  const levels: number[] = []
  for (let number = detours.length; number > 0; number--) levels[number] = openLabel(e, W.block, VOID)
  get(e, e.locals.detour)
  const depths: number[] = []
  for (let number = 1; number <= detours.length; number++)
    depths[number] = depthOf(e, levels[number] as number)
  branchByNumber(e, depths)
  for (const { seldom, place, state } of detours) {
    e.nesting--
    byte(body, W.end)
    const { pc, stepsLeft, visiblesLeft, held, stored } = state
    region.place = place
    e.pc = pc
    e.stepsLeft = stepsLeft
    e.visiblesLeft = visiblesLeft
    e.held.clear()
    for (const [slot, value] of held) e.held.set(slot, value)
    e.stored = [...stored]
    seldom()
    indexed(body, W.br, depthOf(e, region.levels.outer))
  }
}
