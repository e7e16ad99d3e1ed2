/** Why something about a class was not done.
 *  - `name-ill-formed`: a name of 1 to 40 visible characters is needed
 *  - `sign-up-first`: a class is opened by somebody with an account, so that it can be found again
 *  - `code-unknown`, `code-expired`: no class has this code (any more); ask the teacher for the current one
 *  - `removed`: the teacher removed this learner after the code was made; a new code lets in again
 *  - `blocked`: no code lets this learner in again; a teacher can
 *  - `removed-here`: somebody was removed from the class on this device, and who asks is new on it
 *  - `closed`, `full`, `accounts-only`: the class lets nobody in at present, has as many learners as it may have, lets in no guest
 *  - `name-taken`: somebody in the class is called so, or by a name that looks the same
 *  - `admission-ill-formed`: at most 10,000 learners, and a code for 1 to 365 days
 *  - `number-unknown`: nobody on the class's list has this number, or somebody has joined with it
 *  - `day-ill-formed`: the first assignment of a class that is made like another opens on a day of the calendar
 *  - `assignment-ill-formed`, `dates-ill-formed`, `extension-ill-formed`, `zone-unknown`: an assignment has a name, items or an
 *    interview, a due time after it opens (one at all where something is shown after it), and more time is later than that
 *  - `exam-closed`: the exam has not opened yet, or nobody can begin it any more
 *  - `exam-over`: it is handed in or its time is over, or as much time was added as may be
 *  - `exam-answer-ill-formed`: this is no answer's form, or cannot be stored, or is too long to be scored
 *  - `offer-unknown`: no such offer to teach a class (any more)
 *  - `already-in`: who teaches a class needs no offer to
 *  - `too-many`: the class has as many assignments as it may have
 *  - `own-item-ill-formed`: this is no own item's form
 *  - `too-many-own-items`, `too-many-versions`: the class has as many items of its own as it may have, an item as many versions
 *  - `decision-ill-formed`: a score is decided with points that there are, and a reason
 *  - `too-many-decisions`: it was decided too often already; take the last one back
 *  - `note-ill-formed`: a comment or message is 1 to 1000 characters
 *  - `too-many-notes`: as much is written on the answer, or to the learner, as may be
 *  - `section-taken`: another section of the class is called so
 *  - `section-assigned`: an assignment is for this section
 *  - `too-many-sections`: the class has as many sections as it may have
 *  - `run-moved`: another choice of the run is open by now, or this cannot be done there
 *  - `course-ill-formed`: a course is made of lessons that there are, each once
 *  - `too-many-offers`: as many links to teach the class stand as may; withdraw them first
 *  - `not-found`: no such class, or none of this person's; it does not say which
 *  - `only-teacher`: somebody has to teach the class; delete it instead */
export type ClassCode =
  | 'name-ill-formed'
  | 'sign-up-first'
  | 'code-unknown'
  | 'code-expired'
  | 'removed'
  | 'blocked'
  | 'removed-here'
  | 'closed'
  | 'full'
  | 'accounts-only'
  | 'name-taken'
  | 'number-unknown'
  | 'admission-ill-formed'
  | 'assignment-ill-formed'
  | 'dates-ill-formed'
  | 'day-ill-formed'
  | 'extension-ill-formed'
  | 'zone-unknown'
  | 'too-many'
  | 'too-many-offers'
  | 'section-taken'
  | 'section-assigned'
  | 'too-many-sections'
  | 'course-ill-formed'
  | 'run-moved'
  | 'note-ill-formed'
  | 'too-many-notes'
  | 'decision-ill-formed'
  | 'too-many-decisions'
  | 'own-item-ill-formed'
  | 'too-many-own-items'
  | 'too-many-versions'
  | 'exam-closed'
  | 'exam-over'
  | 'exam-answer-ill-formed'
  | 'offer-unknown'
  | 'already-in'
  | 'not-found'
  | 'only-teacher'
export type ClassFailure = { readonly ok: false; readonly code: ClassCode }
export const NOT_FOUND: ClassFailure = { ok: false, code: 'not-found' }

/** What came of changing a row: that there was none such is no class of the viewer's, or nothing of it. */
export function done({ count }: { readonly count: number }): { readonly ok: true } | ClassFailure {
  return count > 0 ? { ok: true } : NOT_FOUND
}
