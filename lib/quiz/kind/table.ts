import type { KindRow } from '../grade'
import type { ItemKind } from '../item'
import { card } from './card'
import { choice } from './choice'
import { classify } from './classify'
import { cloze } from './cloze'
import { label } from './label'
import { match } from './match'
import { mend } from './mend'
import { multi } from './multi'
import { numeric } from './numeric'
import { order } from './order'
import { possibleOutputs } from './possible-outputs'
import { predict } from './predict'
import { schedule } from './schedule'
import { stateTrace } from './state-trace'
import { tree } from './tree'

/** Every kind of item. */
export const KINDS: { readonly [K in ItemKind]: KindRow<K> } = {
  choice,
  multi,
  'possible-outputs': possibleOutputs,
  predict,
  schedule,
  mend,
  classify,
  match,
  label,
  cloze,
  'state-trace': stateTrace,
  tree,
  order,
  numeric,
  card,
}

/** The row of a kind. Item, answer and row are of one kind, which the type system cannot follow through an indexed
 *  table: the caller names the kinds that it has made sure of. */
export function rowOf<K extends ItemKind>(kind: ItemKind): KindRow<K> {
  return KINDS[kind] as unknown as KindRow<K>
}
