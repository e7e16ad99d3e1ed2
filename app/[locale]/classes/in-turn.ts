/** Runs what it is handed, at once; what is found by one that a newer one has overtaken is not told: null. */
export function newest<T>(): (work: () => Promise<T>) => Promise<T | null> {
  let last = 0
  return async (work) => {
    const own = ++last
    const found = await work()
    return own === last ? found : null
  }
}

/** Hands things to `send` one after another; of those that come while one is under way only the last is sent.
 *  @returns for each what was said to the one that was sent last */
export function lastWins<T, R>(send: (one: T) => Promise<R>): (one: T) => Promise<R> {
  const waiting: T[] = []
  let running: Promise<R> | null = null
  const run = async (first: T): Promise<R> => {
    try {
      let said = await send(first)
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) said = await send(next)
      return said
    } finally {
      running = null
    }
  }
  return (one) => {
    if (running) waiting[0] = one
    else running = run(one)
    return running
  }
}
