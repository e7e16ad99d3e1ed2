import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline, plain } from '@/app/_ui/inline'
import { notInFile, QUESTION_FORMATS, type QuestionFormat } from '@/app/question-file'
import type { QtiSource } from '@/lib/exchange/qti-package'
import { type Refused, WHY_REFUSED } from '@/lib/exchange/question'
import { messages } from '@/lib/i18n/messages'
import type { Withholding } from '@/lib/progress/withheld-store'

const FORMATS = Object.keys(QUESTION_FORMATS) as QuestionFormat[]

/** The way to questions as files for another system, all of them or chosen ones, and what is not in them, by name.
 *  @param sources the questions that `lesson` stands for
 *  @param lesson as the address of the files names it; null: the whole course, of which one does not choose one by one
 *  @param note what is in the files
 *  @param withheld from whoever looks */
export function QuestionFiles(props: {
  sources: readonly QtiSource[]
  lesson: string | null
  note: string
  locale: 'ko' | 'en'
  classId: string
  withheld: Withholding
}) {
  const { sources, lesson, note, locale, classId, withheld } = props
  const { classExport: m } = messages(locale)
  const asks = new URLSearchParams({ locale, ...(lesson && { lesson }) })
  const addressOf = (format: QuestionFormat) => `/api/classes/${classId}/questions/${format}`
  return (
    <section className="class-manage" aria-labelledby="question-files">
      <h2 id="question-files">{m.questionFiles}</h2>
      <p className="class-note">{note}</p>
      {FORMATS.map((format) => (
        <div key={format} className="question-file">
          <a className="button button-small" href={`${addressOf(format)}?${asks}`} download>
            <Icon name="download" />
            {m.formats[format]}
          </a>
          <NotInIt refused={notInFile(format, sources, locale, withheld)} locale={locale} classId={classId} />
        </div>
      ))}
      {lesson !== null && sources.length > 1 && (
        <details className="question-choice">
          <summary>{m.chooseQuestions}</summary>
          <form>
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="lesson" value={lesson} />
            <fieldset>
              <legend>{m.chosenQuestions}</legend>
              {sources.map(({ item }) => (
                <label key={item.id}>
                  <input type="checkbox" name="item" value={item.id} />
                  <span>
                    <Inline text={plain(item.stem[locale])} />
                  </span>
                </label>
              ))}
            </fieldset>
            {FORMATS.map((format) => (
              <button
                key={format}
                type="submit"
                className="button button-small"
                formAction={addressOf(format)}
              >
                {m.formats[format]}
              </button>
            ))}
          </form>
        </details>
      )}
    </section>
  )
}

function NotInIt(props: { refused: readonly Refused[]; locale: 'ko' | 'en'; classId: string }) {
  const { refused, locale, classId } = props
  const { classExport: m } = messages(locale)
  if (refused.length === 0) return null
  const reasons = WHY_REFUSED.map((why) => ({ why, names: refused.filter((one) => one.why === why) }))
  return (
    <details>
      <summary>{fill(m.notInFile, { n: refused.length })}</summary>
      <ul>
        {reasons
          .filter(({ names }) => names.length > 0)
          .map(({ why, names }) => (
            <li key={why}>
              {m.whyNot[why]}{' '}
              {names.map(({ name }) => (
                <a key={name} className="link" href={`/${locale}/classes/${classId}/items/${name}`}>
                  {name}
                </a>
              ))}
            </li>
          ))}
      </ul>
    </details>
  )
}
