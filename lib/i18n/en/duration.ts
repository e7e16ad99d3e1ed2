/** A span of simulated time, given in ns. */
export function duration(ns: number): string {
  if (ns >= 1e9) return `${Number((ns / 1e9).toPrecision(3))} s`
  return ns >= 1e6 ? `${Number((ns / 1e6).toPrecision(3))} ms` : `${Number((ns / 1e3).toPrecision(3))} µs`
}
