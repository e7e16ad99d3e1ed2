import type { Messages } from '@/lib/i18n/messages'

/** The words of a review. */
export type ReviewLabels = Messages['review']
