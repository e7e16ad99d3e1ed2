import type { BootOptions } from './boot'
import type { Recording } from './result'
export function recordMachine(_o: BootOptions, _l: number): Recording { throw new Error('later') }
