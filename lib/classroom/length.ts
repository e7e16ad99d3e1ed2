/** So many characters a reason for a decided score has at most. */
export const MAX_REASON = 500
