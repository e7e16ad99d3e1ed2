import type { quiz } from '@/lib/i18n/en/quiz'

/** The words of the quiz in one language: strings only, so that they cross from the server. */
export type QuizLabels = typeof quiz
