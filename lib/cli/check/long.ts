import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { browser } from '@/lib/cli/check/browser'
import { CLONE_BUILDS } from '@/lib/cli/check/clone-builds'
import { EVERY_WAY } from '@/lib/cli/check/every-way'
import { build, kill } from '@/lib/cli/check/gate'
import type { StageCall, Stages } from '@/lib/cli/check/stage'
import { type Count, checks, vitest } from '@/lib/cli/check/tool'

/** What `npm run check:long` checks: the same claims as the gate over far more cases, one stage after the other, because each
 *  takes all of the machine. */
export const LONG: Stages = {
  matrix: { work: matrix, after: [], minutes: 240 },
  fuzz: { work: fuzz, after: ['matrix'], minutes: 60 },
  explore: { work: explore, after: ['fuzz'], minutes: 90 },
  gcc: { work: gcc, after: ['explore'], minutes: 120 },
  content: { work: content, after: ['gcc'], minutes: 60 },
  answers: { work: answers, after: ['content'], minutes: 60 },
  build: { work: build, after: ['answers'], minutes: 15 },
  everywhere: { work: everywhere, after: ['build'], minutes: 240 },
  launcher: { work: launcher, after: ['everywhere'], minutes: 60 },
  kills: { work: (call) => kill({ ...call, filters: ['100'] }), after: ['launcher'], minutes: 60 },
}

/** Every program of testdata under every seed, number of cores and policy, and its figures at many moments. */
async function matrix({ run, filters }: StageCall): Promise<Count> {
  const files = [
    'lib/engine/programs.test.ts',
    'lib/engine/replay.test.ts',
    'lib/engine/kernel/figure/view-law.test.ts',
    'lib/engine/kernel/run/footprint.test.ts',
    'lib/engine/kernel/run/next-operation.test.ts',
    'lib/engine/kernel/run/object-id.test.ts',
    'lib/engine/kernel/run/undo.test.ts',
  ]
  return vitest(run, ['engine'], [...files, ...filters], { ENGINE_MATRIX: 'full' })
}

/** Fresh sources for ten minutes. */
async function fuzz({ run, say, filters }: StageCall): Promise<Count> {
  const seed = freshSeed()
  say(`fuzzing from seed ${seed}: FUZZ_SECONDS=600 FUZZ_SEED=${seed} does it again`)
  return vitest(run, ['engine'], ['lib/engine/fuzz.test.ts', ...filters], {
    FUZZ_SECONDS: '600',
    FUZZ_SEED: String(seed),
  })
}

/** Every order of fresh small programs, with and without those that make no difference. */
async function explore({ run, say, filters }: StageCall): Promise<Count> {
  const seed = freshSeed()
  say(`exploring from seed ${seed}: EXPLORE_PROGRAMS=3000 EXPLORE_SEED=${seed} does it again`)
  return vitest(run, ['engine'], ['lib/engine/explore/random-program.test.ts', ...filters], {
    EXPLORE_PROGRAMS: '3000',
    EXPLORE_SEED: String(seed),
  })
}

/** Fresh programs, each compared with what gcc makes of it. */
async function gcc({ run, say }: StageCall): Promise<Count> {
  if (spawnSync('gcc', ['--version']).status !== 0)
    throw new Error(
      'Programs are compared with gcc, and there is none: install it (on Debian: apt-get install gcc).',
    )
  const seed = freshSeed()
  say(
    `comparing with gcc from seed ${seed}: npm run -s sim -- fuzz --count 2000 --seed ${seed} does it again`,
  )
  return checks(run, [
    ['lib/cli/run.mjs', 'sim', 'fuzz', '--count', '2000', '--seed', String(seed), '--sanitize', '100'],
    ['lib/cli/run.mjs', 'sim', 'fuzz-orders', '--count', '300', '--seed', String(seed)],
  ])
}

/** Every claim and every key computed again, without what is kept. */
async function content({ run }: StageCall): Promise<Count> {
  const tests = ['lib/content', 'lib/attempt'].filter(existsSync)
  return vitest(run, ['product'], tests, { CONTENT_FRESH: '1' })
}

/** Fresh interleavings of what two devices of one person do and of what fails meanwhile. */
async function answers({ run, say, filters }: StageCall): Promise<Count> {
  const seed = freshSeed()
  say(`interleaving from seed ${seed}: INTERLEAVINGS=1000 INTERLEAVING_SEED=${seed} does it again`)
  return vitest(run, ['product'], ['app/interleaving.db.test.ts', ...filters], {
    INTERLEAVINGS: '1000',
    INTERLEAVING_SEED: String(seed),
  })
}

/** The browser tests in each language at each width. */
async function everywhere(call: StageCall): Promise<Count> {
  process.env[EVERY_WAY] = '1'
  return browser(call)
}

/** Starts, and of a clone its build too. */
async function launcher({ run, filters }: StageCall): Promise<Count> {
  return vitest(run, ['launcher'], filters, { [CLONE_BUILDS]: '1' })
}

function freshSeed(): number {
  return 1 + Math.floor(Math.random() * 2 ** 30)
}
