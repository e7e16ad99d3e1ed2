import type { quiz } from '@/lib/i18n/en/quiz'

/** The words of the quiz in one language: strings only, so that they cross from the server. */
export type QuizLabels = typeof quiz

/** Fills `{x}` in a label. */
export function fill(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
