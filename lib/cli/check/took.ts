/** What a file of tests took, so that whoever reads the end of a check sees where its time goes. */
export interface Took {
  readonly file: string
  readonly seconds: number
}

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly startTime: number
    readonly endTime: number
  }[]
}

/** @param report what vitest's `json` reporter wrote */
export function tookInVitest({ testResults }: VitestReport): Took[] {
  return testResults.map(({ name, startTime, endTime }) => ({
    file: name,
    seconds: (endTime - startTime) / 1000,
  }))
}

type Suite = {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly tests: readonly { readonly results: readonly { readonly duration: number }[] }[]
  }[]
}
type PlaywrightReport = { readonly suites: readonly (Suite & { readonly file: string })[] }

/** Of a file whose tests run in several browsers, the sum. @param report what Playwright's `json` reporter wrote */
export function tookInPlaywright({ suites }: PlaywrightReport): Took[] {
  const seconds = new Map<string, number>()
  for (const suite of suites) seconds.set(suite.file, (seconds.get(suite.file) ?? 0) + secondsOf(suite))
  return [...seconds].map(([file, sum]) => ({ file, seconds: sum }))
}

function secondsOf({ suites = [], specs = [] }: Suite): number {
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results))
  const own = results.reduce((sum, { duration }) => sum + duration, 0) / 1000
  return suites.reduce((sum, suite) => sum + secondsOf(suite), own)
}

/** The files that took longest, as one line; empty where none took a second. */
export function slowest(took: readonly Took[], root = process.cwd()): string {
  return took
    .filter(({ seconds }) => seconds >= 1)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 12)
    .map(({ file, seconds }) => `${file.replace(`${root}/`, '')} ${seconds.toFixed(0)} s`)
    .join(', ')
}
