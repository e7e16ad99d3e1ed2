import { Field } from '@/app/_ui/field'
import { fill } from '@/app/_ui/fill'
import type { assignments } from '@/lib/i18n/en/assignments'
import type { classSections } from '@/lib/i18n/en/class-sections'
import type { exam } from '@/lib/i18n/en/exam'

export type AssignmentLabels = typeof assignments
export type ExamLabels = typeof exam

/** How an assignment is set, times as a clock of the class shows them. */
export type TermsShown = {
  readonly title: string
  readonly openAt: string
  readonly dueAt: string
  readonly latePercent: number
  readonly attempts: number
  readonly release: string
  readonly scoreRelease: string
  /** For whom it is; null: for all of the class. */
  readonly sectionId: string | null
  /** Of an exam; null: it is none. */
  readonly examMinutes: number | null
}

/** The sections that it can be for, and what is said of that. */
export type ForWhom = {
  readonly sections: readonly { readonly id: string; readonly name: string }[]
  readonly said: Pick<typeof classSections, 'forWhom' | 'all'>
}

/** What was typed into `TermsFields`, as `terms` of `lib/classroom/assignment.ts`. */
export function typedTerms(typed: FormData) {
  const text = (name: string) => String(typed.get(name) ?? '')
  return {
    title: text('title'),
    openAt: text('open-at'),
    dueAt: text('due-at'),
    latePercent: Number(text('late')),
    attempts: Number(text('attempts')),
    release: text('release'),
    scoreRelease: text('score-release'),
    sectionId: text('section') || null,
    examMinutes: text('exam-minutes') === '' ? null : Number(text('exam-minutes')),
  }
}

/** The fields that say how an assignment is set. */
export function TermsFields({
  terms,
  zone,
  whom,
  words,
  exam,
}: {
  terms: TermsShown
  zone: string
  whom: ForWhom
  words: AssignmentLabels
  /** Words of an exam, of what is one: it is sat once and not late, and shows nothing before its end. Null: it is none. */
  exam: ExamLabels | null
}) {
  return (
    <>
      <Field
        id="title"
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={terms.title}
        label={words.titleField}
      />
      {whom.sections.length > 0 && (
        <div className="field">
          <label htmlFor="section">{whom.said.forWhom}</label>
          <select id="section" name="section" defaultValue={terms.sectionId ?? ''}>
            <option value="">{whom.said.all}</option>
            {whom.sections.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="assignment-pair">
        <Field
          id="open-at"
          type="datetime-local"
          required
          defaultValue={terms.openAt}
          label={words.openAt}
          help={fill(words.clock, { zone })}
        />
        <Field
          id="due-at"
          type="datetime-local"
          defaultValue={terms.dueAt}
          label={words.dueAt}
          required={exam !== null}
          help={exam ? undefined : words.dueHelp}
        />
      </div>
      {exam ? <ExamFields terms={terms} exam={exam} /> : <CountFields terms={terms} words={words} />}
      <Choice
        name="score-release"
        label={words.scoreRelease}
        value={terms.scoreRelease}
        words={words}
        isExam={exam !== null}
      />
      <Choice
        name="release"
        label={words.release}
        value={terms.release}
        words={words}
        isExam={exam !== null}
      />
      <p className="class-note">{words.reach}</p>
    </>
  )
}

/** How long an exam takes, and what is so of every one. */
function ExamFields({ terms, exam }: { terms: TermsShown; exam: ExamLabels }) {
  return (
    <>
      <Field
        id="exam-minutes"
        type="number"
        min={1}
        max={600}
        required
        defaultValue={terms.examMinutes ?? 60}
        label={exam.minutes}
        help={exam.minutesHelp}
      />
      <input type="hidden" name="late" value={100} />
      <input type="hidden" name="attempts" value={1} />
      <p className="class-note">{exam.stays}</p>
      <p className="class-note">{exam.asExamNote}</p>
    </>
  )
}

/** Which answers count. */
function CountFields({ terms, words }: { terms: TermsShown; words: AssignmentLabels }) {
  return (
    <div className="assignment-pair">
      <div className="field">
        <label htmlFor="late">{words.late}</label>
        <select id="late" name="late" defaultValue={terms.latePercent}>
          {Object.entries(words.lateRules)
            .sort(([a], [b]) => Number(b) - Number(a))
            .map(([percent, rule]) => (
              <option key={percent} value={percent}>
                {rule}
              </option>
            ))}
        </select>
      </div>
      <Field
        id="attempts"
        type="number"
        min={1}
        max={10}
        required
        defaultValue={terms.attempts}
        label={words.attempts}
        help={words.attemptsHelp}
      />
    </div>
  )
}

/** When something is shown. */
function Choice(props: {
  name: string
  label: string
  value: string
  words: AssignmentLabels
  isExam: boolean
}) {
  const { name, label, words, isExam } = props
  const value = isExam && props.value === 'after_answer' ? 'after_due' : props.value
  const choices = Object.entries(words.releases).filter(([release]) => !isExam || release !== 'after_answer')
  return (
    // Drawn anew where it becomes an exam or none: what was chosen may be no choice then.
    <fieldset key={String(isExam)} className="assignment-choice">
      <legend>{label}</legend>
      <div className="segments">
        {choices.map(([release, text]) => (
          <label key={release}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={release}
              defaultChecked={release === value}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
