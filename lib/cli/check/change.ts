import { execFileSync } from 'node:child_process'
import { listFiles, reachedBy, readSources, type Source } from '@/lib/cli/check/import-graph'
import type { Plan } from '@/lib/cli/check/stage'

/** What the whole gate has to run for: every part depends on these. */
const EVERYTHING = /^(?:package\.json|package-lock\.json|tsconfig\.json|lib\/vitest\.config\.ts|\.ci\/.*)$/
/** What the product is made of besides what its pages import. */
const PRODUCT =
  /^app\/|^(?:proxy|instrumentation|prisma\.config)\.ts$|^(?:next|postcss)\.config\.mjs$|^prisma\//

/**
 * The files that differ from a commit: committed since, changed, or new.
 * @param base a commit; null: where this branch left main, or on main itself the commit before the last
 */
export function changedFiles(base: string | null): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const from = base ?? (isOnMain(git) ? 'HEAD~1' : git('merge-base', 'main', 'HEAD'))
  const names = [git('diff', '--name-only', from), git('ls-files', '--others', '--exclude-standard')]
  return names.flatMap((text) => text.split('\n')).filter((name) => name !== '')
}

function isOnMain(git: (...args: string[]) => string): boolean {
  return git('rev-parse', 'HEAD') === git('rev-parse', 'main')
}

/** What of the gate a change can have broken, by who imports what and by the folders of content. */
export interface Reach {
  readonly plan: Plan
  /** Lessons that the walk over all pages may be confined to; null: all of them. */
  readonly lessons: readonly string[] | null
}

/**
 * @param changed paths from the repository
 * @param whole the stages of the whole gate
 */
export function reachOf(changed: readonly string[], whole: readonly string[]): Reach {
  if (changed.some((file) => EVERYTHING.test(file)))
    return { plan: new Map(whole.map((name) => [name, []])), lessons: null }
  const sources = readSources(listFiles())
  const everything = reachedBy(changed, sources)
  const isOfLesson = (file: string) => LESSON.test(file)
  // What shows a lesson is found by the lesson's name, because nearly everything reads content.
  const code = reachedBy(
    changed.filter((file) => !isOfLesson(file)),
    sources,
  )
  const lessons = [...new Set(changed.flatMap((file) => LESSON.exec(file)?.[1] ?? []))]
  const isProduct = [...code].some((file) => PRODUCT.test(file))
  const asked: Readonly<Record<string, readonly string[] | null>> = {
    types: [],
    lint: [],
    build: isProduct || lessons.length > 0 || code.has('lib/cli/build/build.ts') ? [] : null,
    unit: testsAmong(everything),
    e2e: specsFor(sources, code, isProduct, lessons),
    launcher: LAUNCHED.some((file) => code.has(file)) ? [] : null,
    kill: KILLED.some((file) => code.has(file)) ? [] : null,
  }
  const plan = new Map(whole.flatMap((name) => (asked[name] ? [[name, asked[name]] as const] : [])))
  return { plan, lessons: isProduct ? null : lessons }
}

/** A file of one lesson. */
const LESSON = /^content\/([^/]+)\//
/** What a start, and an answer that is stored while it is killed, are made of. */
const LAUNCHED = [
  'lib/cli/check/launcher.test.ts',
  'lib/cli/serve/start.ts',
  'next.config.mjs',
  'instrumentation.ts',
]
const KILLED = ['lib/cli/check/kill-test.ts', 'lib/cli/serve/start.ts', 'lib/attempt/store.ts', 'prisma']

function testsAmong(reached: ReadonlySet<string>): readonly string[] {
  const tests = [...reached].filter(
    (file) => /\.test\.tsx?$/.test(file) && !file.endsWith('launcher.test.ts'),
  )
  // It reads every source there is.
  return [...new Set([...tests, 'lib/architecture.test.ts'])]
}

/** All of them when the product's code has changed; else those that are reached, and those that open a changed lesson. */
function specsFor(
  sources: readonly Source[],
  reached: ReadonlySet<string>,
  isProduct: boolean,
  lessons: readonly string[],
): readonly string[] | null {
  const specs = sources.filter(
    ({ file, text }) =>
      file.endsWith('.spec.ts') &&
      (isProduct ||
        reached.has(file) ||
        (lessons.length > 0 && file === 'e2e/walk.spec.ts') ||
        lessons.some((lesson) => text.includes(`/learn/${lesson}`) || text.includes(`'${lesson}'`))),
  )
  return specs.length > 0 ? specs.map(({ file }) => file) : null
}
