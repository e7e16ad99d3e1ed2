import type { quiz } from '@/lib/i18n/en/quiz'

/** The words of the quiz in one language: strings only, so that they cross from the server. */
export type QuizLabels = typeof quiz

const OF_SCENES = [
  'closeScene',
  'opening',
  'sceneProblem',
  'watch',
  'watchKey',
  'watchBreak',
  'watchDeadlock',
  'watchEndless',
  'watchRace',
  'watchRun',
  'watchExample',
  'watchUnlike',
] as const

/** Those of a run that is opened, for a page that has no quiz. */
export type SceneLabels = Pick<QuizLabels, (typeof OF_SCENES)[number]>

export function sceneLabels(labels: QuizLabels): SceneLabels {
  return Object.fromEntries(OF_SCENES.map((name) => [name, labels[name]])) as SceneLabels
}
