/** What a run is given besides the program: the machine, the scheduler, the world and the budgets. */
export type PolicyName = 'fifo' | 'rr' | 'priority' | 'mlfq' | 'fair'

export type Config = {
  /** 1 to 8. */
  readonly cores: number
  readonly policy: PolicyName
  /** Length of a slice in visible operations; `mlfq` doubles it a level, `fifo` ignores it. */
  readonly quantum: number
  /** Seed of every choice that Linux leaves open; 0 makes the textbook's choice each time (full quanta, first come first served). */
  readonly seed: number
  /** Descriptors 0, 1 and 2 are a terminal; otherwise 0 is a file and 1 and 2 are pipes. */
  readonly tty: boolean
  /** Text on standard input; `null` is /dev/null. */
  readonly stdin: string | null
  /** Name of the program and its arguments, as `argv`. */
  readonly arguments: readonly string[]
  /** `NAME=value` strings. */
  readonly environment: readonly string[]
  readonly limits: Limits
}

export type Limits = {
  /** Instructions of all tasks together. */
  readonly steps: number
  /** Bytes of physical memory. */
  readonly memory: number
  /** Bytes written to standard output and standard error together. */
  readonly output: number
  /** Tasks alive at one time; fork and pthread_create fail with EAGAIN beyond it. */
  readonly tasks: number
  /** Descriptors of a process; open fails with EMFILE beyond it. */
  readonly descriptors: number
}

/** What callers give: anything left out is the default, single limits too. */
export type PartialConfig = Partial<Omit<Config, 'limits'>> & { readonly limits?: Partial<Limits> }

export const POLICIES: readonly PolicyName[] = ['fifo', 'rr', 'priority', 'mlfq', 'fair']

export const DEFAULT_CONFIG: Config = {
  cores: 1,
  policy: 'rr',
  quantum: 20,
  seed: 1,
  tty: false,
  stdin: null,
  arguments: ['./main'],
  environment: ['PATH=/usr/local/bin:/usr/bin:/bin', 'HOME=/home/user', 'USER=user', 'LANG=C.UTF-8'],
  limits: { steps: 1e9, memory: 64 << 20, output: 4 << 20, tasks: 1024, descriptors: 1024 },
}

/**
 * Fills in what was left out.
 * @throws RangeError for a value outside its range: configurations come from authors, not from learners' programs.
 */
export function completeConfig(partial: PartialConfig = {}): Config {
  const limits = { ...DEFAULT_CONFIG.limits, ...partial.limits }
  const config = { ...DEFAULT_CONFIG, ...partial, limits }
  const inRange = (name: string, value: number, low: number, high: number) => {
    if (!Number.isInteger(value) || value < low || value > high)
      throw new RangeError(`${name} is ${value}; it must be a whole number from ${low} to ${high}`)
  }
  inRange('cores', config.cores, 1, 8)
  inRange('quantum', config.quantum, 1, 1_000_000)
  inRange('seed', config.seed, 0, 0xffff_ffff)
  inRange('limits.steps', limits.steps, 1, 1e15)
  inRange('limits.memory', limits.memory, 1 << 20, 1 << 30)
  inRange('limits.output', limits.output, 0, 1 << 30)
  inRange('limits.tasks', limits.tasks, 1, 4096)
  inRange('limits.descriptors', limits.descriptors, 3, 65_536)
  if (!POLICIES.includes(config.policy)) throw new RangeError(`there is no policy named ${config.policy}`)
  return config
}
