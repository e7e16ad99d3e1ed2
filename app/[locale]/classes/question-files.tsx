import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { QUESTION_FORMATS, type QuestionFormat, questionFile } from '@/app/question-file'
import { type Refused, WHY_REFUSED } from '@/lib/exchange/question'
import { messages } from '@/lib/i18n/messages'
import type { Withholding } from '@/lib/progress/withheld-store'

const FORMATS = Object.keys(QUESTION_FORMATS) as QuestionFormat[]

/** The way to the questions of the course as files for another system, and what is not in them, by name.
 *  @param lesson by slug; null for all of them
 *  @param withheld from whoever looks */
export function QuestionFiles(props: {
  lesson: string | null
  locale: 'ko' | 'en'
  classId: string
  withheld: Withholding
}) {
  const { lesson, locale, classId, withheld } = props
  const { classExport: m } = messages(locale)
  const asks = new URLSearchParams({ locale, ...(lesson && { lesson }) })
  return (
    <section className="class-manage" aria-labelledby="question-files">
      <h2 id="question-files">{m.questionFiles}</h2>
      <p className="class-note">{lesson ? m.questionFilesOfLesson : m.questionFilesOfAll}</p>
      {FORMATS.map((format) => (
        <div key={format} className="question-file">
          <a
            className="button button-small"
            href={`/api/classes/${classId}/questions/${format}?${asks}`}
            download
          >
            <Icon name="download" />
            {m.formats[format]}
          </a>
          <NotInIt
            refused={questionFile(format, lesson, locale, withheld).refused}
            locale={locale}
            classId={classId}
          />
        </div>
      ))}
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
