import type { simulator } from '@/lib/i18n/en/simulator'

/** The simulator's words in the reader's language, handed down from the server. */
export type Labels = typeof simulator
