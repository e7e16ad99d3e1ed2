import 'server-only'

/** What can be wrong with content. */
export type FaultCode =
  | 'missing-file'
  | 'front-matter'
  | 'syntax'
  | 'import-export'
  | 'expression'
  | 'component'
  | 'attribute'
  | 'section'
  | 'parity'
  | 'program'
  | 'claim'
  | 'slow'
  | 'item'
  | 'item-writing'
  | 'statement'
  | 'glossary'
  | 'reference'

/** One thing that an author has to mend: where, which rule, and what to do. `file` is relative to the content
 *  folder; `line` counts from 1, or is null where no line is to blame. */
export type ContentFault = {
  readonly file: string
  readonly line: number | null
  readonly code: FaultCode
  readonly message: string
}

/** Thrown by everything that loads content. The message lists each fault as `file:line: message`. */
export class ContentError extends Error {
  readonly faults: readonly ContentFault[]

  constructor(faults: readonly ContentFault[]) {
    super(faults.map(describeFault).join('\n'))
    this.name = 'ContentError'
    this.faults = faults
  }
}

/** A fault as a compiler would print it. */
export function describeFault(fault: ContentFault): string {
  const place = fault.line === null ? fault.file : `${fault.file}:${fault.line}`
  return `content/${place}: ${fault.message} [${fault.code}]`
}

/** Throws unless the list is empty. */
export function throwFaults(faults: readonly ContentFault[]): void {
  if (faults.length > 0) throw new ContentError(faults)
}
