import type { SearchKind } from '@/lib/search/search-index'

/** What hits are sorted into: a section is part of its lesson. */
export const GROUPS = ['lesson', 'term', 'card', 'program'] as const
export type Group = (typeof GROUPS)[number]

export function groupOf(kind: SearchKind): Group {
  return kind === 'section' ? 'lesson' : kind
}
