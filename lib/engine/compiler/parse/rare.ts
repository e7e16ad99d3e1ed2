/** The rules that few programs need, for the engine's other half. */
import { foldCall } from '../meaning/folded-call'
import { runtimeBuiltin } from '../meaning/runtime-builtin'
import { staticValues } from '../meaning/static-value'
import { WIDE } from '../meaning/wide'
import { parseAsm } from './asm'
import type { RareRules } from './parser'

export const RARE_RULES: RareRules = { asm: parseAsm, staticValues, wide: WIDE, foldCall, runtimeBuiltin }
