/** What there is in a class, and what each role may do. Pure. */

export type Role = 'teacher' | 'assistant' | 'learner'

/** Who sees a class as its teacher does; an assistant changes nothing. */
export function isStaff(role: Role): boolean {
  return role !== 'learner'
}

/** The text of what a teacher sees that a learner agrees to now. The second one added how an answer was given (how long it
 *  took, how sure, whether with a hint) and what a class assigns, interviews among it. */
export const CONSENT = 2

/** As what a link lets somebody into a class: beside who made it, or instead. */
export const OFFERS = ['assistant', 'teacher', 'handover'] as const
export type Offer = (typeof OFFERS)[number]

/** In the order of the roster. `waiting`: who has asked, where a teacher lets in each. */
export const MEMBERSHIP_STATUSES = ['waiting', 'active', 'left', 'removed', 'blocked'] as const
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number]

/** What a teacher does with a learner: `remove` until a newer code, `block` whatever the code, `readmit` either, and who
 *  waits. */
export const DEEDS = ['remove', 'block', 'readmit'] as const
export type Deed = (typeof DEEDS)[number]

/** What a learner is after a deed; null when it cannot be done. Nobody becomes active by it who had left of their own accord:
 *  readmission gives back what there was before the teacher put them out.
 *  @param changes of the membership, the newest first */
export function statusAfter(
  deed: Deed,
  status: MembershipStatus,
  changes: readonly { readonly was: MembershipStatus | null; readonly status: MembershipStatus }[],
): MembershipStatus | null {
  if (deed === 'remove') return isPutOut(status) || status === 'left' ? null : 'removed'
  if (deed === 'block') return status === 'blocked' ? null : 'blocked'
  if (status === 'waiting') return 'active'
  if (!isPutOut(status)) return null
  const putOut = changes.find((one) => isPutOut(one.status) && one.was !== null && !isPutOut(one.was))
  return putOut?.was && putOut.was !== 'waiting' ? putOut.was : 'active'
}

function isPutOut(status: MembershipStatus): boolean {
  return status === 'removed' || status === 'blocked'
}

/** What a change was, as its history tells it: `unblocked` gives back what had ended before by itself. */
export type Happening =
  | 'asked'
  | 'admitted'
  | 'joined'
  | 'returned'
  | 'readmitted'
  | 'left'
  | 'unblocked'
  | 'removed'
  | 'blocked'

/** @param isOwn whether the member did it */
export function happening(was: MembershipStatus | null, status: MembershipStatus, isOwn: boolean): Happening {
  if (status === 'waiting') return 'asked'
  if (status === 'active' && was === 'waiting') return isOwn ? 'joined' : 'admitted'
  if (status === 'active') return was === null ? 'joined' : isOwn ? 'returned' : 'readmitted'
  return status === 'left' && !isOwn ? 'unblocked' : status
}

/** Without vowels and without what is misread on a blackboard or heard wrong: 0 O 1 I L 5 S Z N U. */
const ALPHABET = '2346789BCDFGHJKMPQRTVWXY'
const CODE_LENGTH = 8

/** How long a code lets people join, in days. */
export const CODE_DAYS = 90

/** A code from random bytes: 24^8 = 1.1 · 10^11 of them.
 *  @param random at least 8 bytes; more are used when some fall where the alphabet does not divide evenly */
export function codeFrom(random: Uint8Array): string | null {
  const fair = 256 - (256 % ALPHABET.length)
  const letters = [...random].filter((byte) => byte < fair).map((byte) => ALPHABET[byte % ALPHABET.length])
  return letters.length < CODE_LENGTH ? null : letters.slice(0, CODE_LENGTH).join('')
}

/** A code as it is read out: `K7QM-3RXD`. */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** What somebody typed, as a code is stored: without blanks and dashes, in capitals, full-width forms of a
 *  Korean or Japanese keyboard included. Null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
  const isCode = code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter))
  return isCode ? code : null
}

/** Whom the code of a class lets in. `approval`: nobody new before a teacher says so; `maxLearners` null: as many as come. */
export type Admission = {
  readonly closed: boolean
  readonly accountsOnly: boolean
  readonly approval: boolean
  readonly maxLearners: number | null
}

/** Why a class lets in nobody like this who is not in it; null when it does, or lets them ask.
 *  @param learners that it has, who wait among them */
export function whyNobody(
  {
    closed,
    maxLearners,
    accountsOnly,
    archivedAt,
  }: Omit<Admission, 'approval'> & { readonly archivedAt: Date | null },
  learners: number,
  isGuest: boolean,
): 'closed' | 'full' | 'accounts-only' | null {
  if (closed || archivedAt !== null) return 'closed'
  if (maxLearners !== null && learners >= maxLearners) return 'full'
  return accountsOnly && isGuest ? 'accounts-only' : null
}

/** What a code makes of somebody whom it lets in: who was in the class and left by themselves goes on, everybody else waits
 *  where a teacher lets in each.
 *  @param known what they are in the class, and whether they ever were in it: who only asked and took it back was not; null:
 *    nothing */
export function statusByCode(
  { approval }: Pick<Admission, 'approval'>,
  known: { readonly status: MembershipStatus; readonly wasIn: boolean } | null,
): 'active' | 'waiting' {
  const goesOn = known?.status === 'active' || (known?.status === 'left' && known.wasIn)
  return !approval || goesOn ? 'active' : 'waiting'
}

/** A first answer that a teacher may see, with the score that counts. */
export type FirstAnswer = {
  readonly userId: string
  readonly itemId: string
  readonly earned: number
  readonly total: number
}

/** The tops of the bands of a share of points but the last's, in percent, from what needs a teacher to what is well. */
export const BANDS = [20, 40, 65, 85] as const

/** In which band a share (0 to 1) is, from 1 on. */
export function bandOf(share: number): number {
  const found = BANDS.findIndex((top) => share * 100 <= top)
  return found < 0 ? BANDS.length + 1 : found + 1
}

/** A cell of the heat map: of `items` items `answered` were, and `rate` (0 to 1) is the mean share of points
 *  of the first answers. Never tried: `rate` is null. */
export type Cell = { readonly answered: number; readonly items: number; readonly rate: number | null }

/** One learner, one lesson. */
export function cellOf(answers: readonly FirstAnswer[], itemIds: readonly string[]): Cell {
  const scored = answers.filter((a) => a.total > 0 && itemIds.includes(a.itemId))
  return { answered: scored.length, items: itemIds.length, rate: mean(scored.map((a) => a.earned / a.total)) }
}

/** How many answers each day saw, as a clock in one time zone has it: the oldest day first, with its first answer.
 *  @param times ISO 8601, oldest first
 *  @param timeZone a name as `Asia/Seoul` */
export function answersByDay(
  times: readonly string[],
  timeZone: string,
): { readonly at: string; readonly answers: number }[] {
  const dayOf = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone })
  const days = new Map<string, { at: string; answers: number }>()
  for (const at of times) {
    const day = dayOf.format(new Date(at))
    const known = days.get(day)
    if (known) known.answers++
    else days.set(day, { at, answers: 1 })
  }
  return [...days.values()]
}

/** Cells taken together: of `items` items `answered` were, and `rate` (0 to 1) is the mean share of points of those answers,
 *  null where there is none. What is missing lowers no rate; it is told by the other two. */
export type Summary = Cell

/** A row taken together, every answer alike. */
export function summaryOf(cells: readonly Cell[]): Summary {
  const [answered, items] = [sum(cells.map((cell) => cell.answered)), sum(cells.map((cell) => cell.items))]
  const shares = sum(cells.map((cell) => (cell.rate ?? 0) * cell.answered))
  return { answered, items, rate: answered === 0 ? null : shares / answered }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}
