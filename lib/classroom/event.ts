/** What is kept of who looked at what of a class and who changed what in it. Pure. */

/** Every kind, by what somebody looks for in the log. `ClassEventKind` of the schema names the same. */
export const EVENT_KINDS = {
  seen: ['answers_seen', 'grades_seen', 'roster_seen', 'holders_seen', 'results_seen'],
  taken: ['exported', 'read_by_token'],
  members: [
    'removed',
    'blocked',
    'readmitted',
    'undone',
    'list_brought',
    'list_dropped',
    'admission_set',
    'code_renewed',
    'section_made',
    'section_renamed',
    'section_dropped',
    'sectioned',
    'platform_tied',
    'platform_untied',
  ],
  staff: ['offered', 'offers_withdrawn', 'staff_joined', 'staff_left', 'handed_over', 'assistant_removed'],
  said: ['score_decided', 'score_restored', 'commented', 'messaged', 'note_withdrawn'],
  assignments: ['assigned', 'reassigned', 'unassigned', 'extended', 'extension_ended'],
  questions: ['own_written', 'own_retired', 'own_restored', 'live_asked', 'run_asked'],
  class: [
    'opened',
    'renamed',
    'archived',
    'unarchived',
    'duplicated',
    'zone_set',
    'log_days_set',
    'course_set',
  ],
} as const

export type EventGroup = keyof typeof EVENT_KINDS
export const EVENT_GROUPS = Object.keys(EVENT_KINDS) as readonly EventGroup[]
export type EventKind = (typeof EVENT_KINDS)[EventGroup][number]

/** One learner or member whom it was about. */
type Whom = { readonly subjectId: string }
/** What it was about: a name as it was then, or one of a few words that a program knows. */
type What = { readonly about: string }
/** How many. */
type Many = { readonly count: number }
type Details = {
  readonly answers_seen: Whom
  readonly holders_seen: What
  readonly results_seen: What
  readonly exported: What
  readonly read_by_token: What
  readonly removed: Whom
  readonly blocked: Whom
  readonly readmitted: Whom
  readonly undone: Whom
  readonly list_brought: Many
  readonly list_dropped: Many
  readonly section_made: What
  readonly section_renamed: What
  readonly section_dropped: What
  /** `about` empty: into none. */
  readonly sectioned: What & Many
  readonly platform_tied: What
  readonly platform_untied: What
  readonly offered: What
  readonly staff_joined: What
  readonly assistant_removed: Whom
  readonly score_decided: Whom & What
  readonly score_restored: Whom & What
  readonly commented: Whom & What
  readonly messaged: Whom
  readonly note_withdrawn: Whom
  readonly assigned: What
  readonly reassigned: What
  readonly unassigned: What
  readonly extended: Whom & What
  readonly extension_ended: Whom & What
  readonly own_written: What
  readonly renamed: What
  readonly duplicated: What
  readonly zone_set: What
  readonly log_days_set: Many
  /** `about`: the slugs of its lessons in their order, a space between them; empty and 0: the whole course. */
  readonly course_set: What & Many
}

/** What happened, with what its kind says of it. */
export type ClassEvent<Kind extends EventKind = EventKind> = Kind extends keyof Details
  ? { readonly kind: Kind } & Details[Kind]
  : { readonly kind: Kind }

/** What somebody looked at or took away. Looks of one kind at one thing within an hour are one. */
export type Sight = ClassEvent<(typeof EVENT_KINDS)['seen' | 'taken'][number]>

/** For how many days a class can keep its log. */
export const LOG_DAYS = [30, 90, 180, 365, 730, 1825] as const

/** At most so many characters are kept of what an event was about: the slugs of every lesson have room. */
export const MAX_ABOUT = 500
