/** At most this many characters are shown of anybody's name, as a reader counts them: a family of emoji is one. */
export const MAX_NAME = 40

/** At most this many UTF-16 code units are sent of a name, which is what `maxlength` of a field counts. */
export const MAX_NAME_UNITS = 200

/** Joiners stand where they join: within an emoji, after a mark, or between Arabic letters. */
const JOINED =
  /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}\p{Script=Arabic}])[\u200c\u200d](?=[\p{L}\p{S}])/gu
/** The tail of a flag such as Scotland's. */
const FLAG_TAGS = /(?<=\u{1f3f4})[\u{e0030}-\u{e007a}]+\u{e007f}/gu
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u
/** Blanks, marks without a letter, and letters that have no shape, such as the Hangul filler or the empty Braille cell. */
const SHAPELESS = /[\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** Whether others can see a name and tell it from another: something visible, nothing hidden, not too long.
 *  @param text in NFC, without blanks at its ends */
export function isName(text: string): boolean {
  if (UNSEEN.test(text.replace(JOINED, '').replace(FLAG_TAGS, ''))) return false
  if (text.replace(SHAPELESS, '') === '') return false
  return [...new Intl.Segmenter().segment(text)].length <= MAX_NAME
}
