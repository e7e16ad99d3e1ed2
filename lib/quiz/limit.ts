// What an answer may hold. Alone in its file, because pages read it too.

/** The longest output that may be typed, in UTF-16 code units. */
export const MAX_PREDICTION = 4_000

/** The longest schedule that may be sent, in characters. */
export const MAX_SCHEDULE = 10_000

/** The longest program that may be sent, in UTF-16 code units. */
export const MAX_SOURCE = 8_000

/** For how long a device may have kept an answer, in ms: three weeks. One that is older counts as so old. */
export const MAX_HELD_MS = 21 * 86_400_000

/** The longest number that may be typed, in characters. */
export const MAX_NUMBER = 40
