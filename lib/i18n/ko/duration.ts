/** 시뮬레이션한 시간의 길이. ns로 받는다. */
export function duration(ns: number): string {
  if (ns >= 1e9) return `${Number((ns / 1e9).toPrecision(3))}초`
  return ns >= 1e6 ? `${Number((ns / 1e6).toPrecision(3))} ms` : `${Number((ns / 1e3).toPrecision(3))} µs`
}
