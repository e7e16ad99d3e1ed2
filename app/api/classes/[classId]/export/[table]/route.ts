import { isStaff } from '@/lib/classroom/classroom'
import { classroomOf } from '@/lib/classroom/store'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { admitExporter, answer } from '../../../../answer'
import { csvFile } from '../../../../csv'
import { TABLES, tableOf } from './table'

type Context = { readonly params: Promise<{ readonly classId: string; readonly table: string }> }

/** A table of a class as CSV (RFC 4180) in `?locale=`, for whoever teaches it or, but for its log, assists in it; to everybody else there is no such class. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const admitted = await admitExporter('class-export-by-person')
  if (admitted.refused) return answer(admitted.refused)
  const { viewer } = admitted
  const { classId, table: asked } = await params
  const table = TABLES.find((one) => one === asked)
  const classroom = table && (await classroomOf(viewer, classId))
  const mayTake = classroom && (table === 'log' ? classroom.role === 'teacher' : isStaff(classroom.role))
  if (!table || !mayTake) return answer({ ok: false, code: 'not-found' })
  const locale = toLocale(new URL(request.url).searchParams.get('locale') ?? '')
  const day = new Date().toISOString().slice(0, 10)
  const name = `${classroom.name} ${messages(locale).classExport.names[table]} ${day}`
  return csvFile(name, tableOf(table, viewer, classId, locale))
}
