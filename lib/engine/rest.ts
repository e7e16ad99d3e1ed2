/** What fewer programs need: a page fetches it when one does. */
import { BIN_SOURCES } from './bin/source'
import { KNOWN_NAMES } from './compiler/meaning/well-known-name'
import { RARE_RULES } from './compiler/parse/rare'
import type { Rest } from './core'
import { REST_CALLS } from './kernel/run/rest-call'
import { REST_HEADERS, REST_INTRINSICS, REST_UNITS } from './libc/rest'
import { runFast } from './vm/dispatch'

export const REST: Rest = {
  units: REST_UNITS,
  headers: REST_HEADERS,
  intrinsics: REST_INTRINSICS,
  calls: REST_CALLS,
  bin: BIN_SOURCES,
  known: KNOWN_NAMES,
  rare: RARE_RULES,
  runner: runFast,
}
