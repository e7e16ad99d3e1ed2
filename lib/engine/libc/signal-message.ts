/** The intrinsic `message`: the texts of errors and signals, by number. */
import { argumentLow, argumentPointer, type Intrinsic, setResultLong } from '../vm/cpu'
import { writeRange } from './byte'
import { ERRORS, errorMessage } from './message'

const SIGNALS =
  '|Hangup|Interrupt|Quit|Illegal instruction|Trace/breakpoint trap|Aborted|Bus error|Floating point exception|Killed|User defined signal 1|Segmentation fault|User defined signal 2|Broken pipe|Alarm clock|Terminated|Stack fault|Child exited|Continued|Stopped (signal)|Stopped|Stopped (tty input)|Stopped (tty output)|Urgent I/O condition|CPU time limit exceeded|File size limit exceeded|Virtual timer expired|Profiling timer expired|Window changed|I/O possible|Power failure|Bad system call'.split(
    '|',
  )

const SIGNAL_NAMES =
  ' HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS'.split(
    ' ',
  )

const FIRST_REALTIME = 34
const LAST_REALTIME = 64

/** What the functions for known numbers only say: '' of others. Kinds: an error's or a signal's text, a signal's name. */
function knownMessage(kind: 'error' | 'signal' | 'name', number: number): string {
  const list = kind === 'error' ? ERRORS : kind === 'signal' ? SIGNALS : SIGNAL_NAMES
  return list[number] ?? ''
}

/** What `strsignal` says of a number. */
function signalMessage(number: number): string {
  if (number >= FIRST_REALTIME && number <= LAST_REALTIME)
    return `Real-time signal ${number - FIRST_REALTIME}`
  return SIGNALS[number] || `Unknown signal ${number}`
}

const MESSAGES: readonly ((number: number) => string)[] = [
  errorMessage,
  signalMessage,
  (number) => knownMessage('error', number),
  (number) => knownMessage('signal', number),
  (number) => knownMessage('name', number),
]

const message: Intrinsic = (cpu, slot) => {
  const text = MESSAGES[argumentLow(cpu, slot)]?.(argumentLow(cpu, slot + 8)) ?? ''
  const bytes = Uint8Array.from(`${text}\0`, (character) => character.charCodeAt(0))
  setResultLong(cpu, bytes.length)
  return writeRange(cpu, argumentPointer(cpu, slot + 16), bytes)
}

export const MESSAGE_INTRINSICS = { message } as const
