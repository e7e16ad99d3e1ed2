import type { simulator } from '@/lib/i18n/en/simulator'

/** The simulator's words in the reader's language, handed down from the server. */
export type Labels = typeof simulator

/** Puts values into a label: `fill('core {n}', { n: 1 })`. */
export function fill(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
