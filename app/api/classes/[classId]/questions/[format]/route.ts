import { QUESTION_FORMATS, type QuestionFormat, questionFile } from '@/app/question-file'
import { isStaff } from '@/lib/classroom/classroom'
import { classroomOf } from '@/lib/classroom/store'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { admitExporter, answer, download } from '../../../../answer'

type Context = { readonly params: Promise<{ readonly classId: string; readonly format: string }> }

/** The questions of the course, or of `?lesson=`, in `?locale=` for another system, keys and all: for whoever teaches the class,
 *  but for what an assignment withholds from them where they learn. To everybody else there is no such class. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const admitted = await admitExporter('class-export-by-person')
  if (admitted.refused) return answer(admitted.refused)
  const { viewer } = admitted
  const { classId, format } = await params
  const query = new URL(request.url).searchParams
  const lesson = query.get('lesson')
  const isThere = lesson === null || catalog().lessons.some(({ slug }) => slug === lesson)
  const classroom = isFormat(format) && isThere ? await classroomOf(viewer, classId) : null
  if (!isFormat(format) || !classroom || !isStaff(classroom.role))
    return answer({ ok: false, code: 'not-found' })
  const { ending, contentType } = QUESTION_FORMATS[format]
  const withheld = await allWithheldFrom(await askerOf(viewer))
  const { text } = questionFile(format, lesson, toLocale(query.get('locale') ?? ''), withheld)
  return download(text, `forklore-${lesson ?? 'questions'}.${ending}`, contentType)
}

function isFormat(word: string): word is QuestionFormat {
  return Object.hasOwn(QUESTION_FORMATS, word)
}
