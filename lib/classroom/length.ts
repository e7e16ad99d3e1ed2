// How long what is typed about a class may be. A browser needs this and not what checks it.

/** So many characters a reason for a decided score has at most. */
export const MAX_REASON = 500

/** So many a comment on an answer, or a message. */
export const MAX_NOTE = 1000
