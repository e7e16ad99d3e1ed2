import type { SegmentView } from '@/lib/engine'
import type { Labels } from './label'

const LABEL: Partial<Record<SegmentView['kind'], keyof Labels>> = {
  code: 'codeSegment',
  rodata: 'rodata',
  data: 'data',
  bss: 'bss',
  heap: 'heap',
  mapping: 'mapping',
  shared: 'shared',
  stack: 'stack',
  tls: 'tls',
}

/** What a part of an address space is called. */
export function segmentWord(kind: SegmentView['kind'], labels: Labels): string {
  return labels[LABEL[kind] ?? 'mapping']
}
