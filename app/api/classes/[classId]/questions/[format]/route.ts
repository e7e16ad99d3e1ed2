import {
  courseQuestions,
  isQuestionLesson,
  ownQuestions,
  QUESTION_FORMATS,
  type QuestionFormat,
  questionFile,
} from '@/app/question-file'
import { isStaff } from '@/lib/classroom/classroom'
import { ownSources } from '@/lib/classroom/own-source'
import { classroomOf } from '@/lib/classroom/store'
import { toLocale } from '@/lib/i18n/locale'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { admitExporter, answer, download } from '../../../../answer'

type Context = { readonly params: Promise<{ readonly classId: string; readonly format: string }> }

/** The questions of the course, or of `?lesson=`, which `OWN_LESSON` makes those of the class, for another system, keys and all; of them
 *  those that `?item=` names, where it does; of a format with one language in `?locale=`. For whoever teaches the class, and the
 *  course's for who assists in it too, but for what an assignment withholds from them where they learn. To everybody else there is
 *  no such class. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const admitted = await admitExporter('class-export-by-person')
  if (admitted.refused) return answer(admitted.refused)
  const { viewer } = admitted
  const { classId, format } = await params
  const query = new URL(request.url).searchParams
  const lesson = query.get('lesson')
  const isThere = lesson === null || isQuestionLesson(lesson)
  const classroom = isFormat(format) && isThere ? await classroomOf(viewer, classId) : null
  if (!isFormat(format) || !classroom || !isStaff(classroom.role))
    return answer({ ok: false, code: 'not-found' })
  const all =
    lesson === OWN_LESSON ? ownQuestions(await ownSources(viewer, classId)) : courseQuestions(lesson)
  const chosen = new Set(query.getAll('item'))
  const sources = chosen.size === 0 ? all : all.filter(({ item }) => chosen.has(item.id))
  if (sources.length === 0 || sources.length < chosen.size) return answer({ ok: false, code: 'not-found' })
  const { ending, contentType } = QUESTION_FORMATS[format]
  const withheld = await allWithheldFrom(await askerOf(viewer))
  const file = await questionFile(format, sources, toLocale(query.get('locale') ?? ''), withheld)
  return download(file, `forklore-${lesson?.replace('@', '') ?? 'questions'}.${ending}`, contentType)
}

function isFormat(word: string): word is QuestionFormat {
  return Object.hasOwn(QUESTION_FORMATS, word)
}
