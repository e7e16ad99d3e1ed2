/** At most this many characters are shown of anybody's name. In UTF-16 code units, as `maxlength` of a field counts. */
export const MAX_NAME = 40
