/** What an lvalue is: where it lives. */

import type { Member } from '../meaning/syntax'
import type { ObjectSymbol } from '../object'

export enum In {
  Slot,
  Pointer,
  Global,
}

export type Place = {
  readonly in: In
  /** Slot itself, or the slot that holds the address. */
  readonly slot: number
  /** Added to the address. */
  readonly offset: number
  readonly symbol: ObjectSymbol | null
  /** Flag for its loads and stores. */
  readonly visible: number
  readonly member: Member | null
}
