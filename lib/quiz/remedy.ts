import type { Item, Remedy } from './item'

/** All that was foreseen of wrong answers to an item, and what is said to who gives them. Private. */
export function remediesOf(item: Item): readonly Remedy[] {
  if ('options' in item) return item.options.filter((option) => !option.correct)
  return 'slips' in item ? item.slips : []
}
