/** What is wrong with a draft.
 *  - `empty`: something has to stand here; `too-long`: at most `n` characters; `character`: one that cannot be kept
 *  - `few`, `many`: at least, at most `n` of them
 *  - `one-right`: exactly one option is right; `no-right`, `no-wrong`: some are, some are not
 *  - `same`: it stands there already
 *  - `number`: this is none; `range`: it is not from `n` to `most`
 *  - `no-blank`: the text has none; `blank-twice`: `what` stands in it more than once
 *  - `uncompiled`: line `n` of the program, for the compiler's reason `what`
 *  - `too-big`: it cannot be looked at in every order; `endless`: some order never ends; `stuck`: some order comes to a stand
 *  - `varies`: it prints `n` different things, by the order; `silent`: nothing; `long-output`: more than can be typed
 *  - `none-possible`, `all-possible`: no order prints any of the outputs, or each is printed by one */
export const OWN_FAULTS = [
  'empty',
  'too-long',
  'character',
  'few',
  'many',
  'one-right',
  'no-right',
  'no-wrong',
  'same',
  'number',
  'range',
  'no-blank',
  'blank-twice',
  'uncompiled',
  'too-big',
  'endless',
  'stuck',
  'varies',
  'silent',
  'long-output',
  'none-possible',
  'all-possible',
] as const
export type OwnFaultCode = (typeof OWN_FAULTS)[number]

/** `field`: of the draft, `options.2.text` being the third option's text, `blanks.a` what is right in a blank. */
export type OwnFault = {
  readonly field: string
  readonly code: OwnFaultCode
  readonly n?: number
  readonly most?: number
  readonly what?: string
}
