/** Diagnostics as the command line prints them. No page needs this, so that no page loads the words. */
import type { Diagnostic, DiagnosticCode } from './diagnostic'
import { GCC_WORDS } from './gcc-wording'
import type { Hint } from './mend'

/** All codes, for tests and tables. */
export const DIAGNOSTIC_CODES = /* @__PURE__ */ Object.keys(GCC_WORDS) as DiagnosticCode[]

/** `FILE:LINE:COL: error: …`, with gcc's words. */
export function formatGcc(diagnostic: Diagnostic): string {
  const { code, column, args, hint, severity } = diagnostic
  const { file, line } = diagnostic.presumed ?? diagnostic
  const words = GCC_WORDS[code]
    .slice(severity.length + 2)
    .replace(/%(\d)/g, (_, digit) => args[Number(digit)] ?? '')
  const place = line === 0 ? file : `${file}:${line}:${column}`
  return `${place}: ${severity}: ${words}${hint === undefined ? '' : formatHint(hint)}`
}

function formatHint(hint: Hint): string {
  switch (hint.code) {
    case 'did-you-mean':
      return `; did you mean '${hint.name}'?`
    case 'include-header':
      return `; include '<${hint.header}>' or provide a declaration of '${hint.name}'`
    case 'insert':
      return `; insert '${hint.text}'`
    case 'previous':
      return ` (previous one at line ${hint.line})`
  }
}
