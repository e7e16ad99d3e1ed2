import { existsSync } from 'node:fs'
import { ensureBuild } from '@/lib/cli/build/build'
import { browser } from '@/lib/cli/check/browser'
import type { StageCall, Stages } from '@/lib/cli/check/stage'
import { type Count, checks, vitest } from '@/lib/cli/check/tool'
import { dataFolder } from '@/lib/cli/database/database'
import { readSecrets } from '@/lib/cli/host/secret'

/**
 * What `npm test` checks. Two cores have one lane each after the first two: the build and the browser in one, the unit
 * tests and then the starts that are killed in the other. The second lane waits more than it works.
 */
export const GATE: Stages = {
  types: { work: types, after: [], minutes: 5 },
  lint: { work: lint, after: [], minutes: 5 },
  build: { work: build, after: ['types', 'lint'], minutes: 30 },
  unit: { work: unit, after: ['types', 'lint'], minutes: 40 },
  e2e: { work: browser, after: ['build'], minutes: 70 },
  launcher: { work: launcher, after: ['build', 'unit'], minutes: 60 },
  kill: { work: kill, after: ['launcher'], minutes: 20 },
}

async function types({ run }: StageCall): Promise<Count> {
  const projects = ['tsconfig.json', 'lib/engine/tsconfig.json'].filter(existsSync)
  return checks(
    run,
    projects.map((project) => ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project]),
  )
}

async function lint({ run }: StageCall): Promise<Count> {
  return checks(run, [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']])
}

/** The product that the stages after it start: each would make it itself, and none does. */
export async function build({ say }: StageCall): Promise<Count> {
  await ensureBuild(readSecrets(dataFolder()).actions, say)
  return { passed: 1, failed: 0 }
}

async function unit({ run, filters }: StageCall): Promise<Count> {
  return vitest(run, ['engine', 'product'], filters)
}

/** `npm start` as people and accidents treat it, with data and ports of its own. */
async function launcher({ run, filters }: StageCall): Promise<Count> {
  return vitest(run, ['launcher'], filters)
}

/** Answers that are acknowledged survive `kill -9` of what stored them. */
export async function kill({ run, filters }: StageCall): Promise<Count> {
  return checks(run, [['lib/cli/run.mjs', 'kill-test', ...filters]])
}
