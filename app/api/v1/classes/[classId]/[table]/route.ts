import { serve } from '../../../serve'
import { query } from '../../../shape'
import { isTable, READERS } from '../../../tables'

type Context = { readonly params: Promise<{ readonly classId: string; readonly table: string }> }

/** A page of a table of a class: its roster, grades or items. To whoever does not teach it there is no such class. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return serve(request, async (viewer) => {
    const { classId, table } = await params
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!isTable(table)) return null
    if (!asked.success) return { ok: false, code: 'bad-request' }
    const { page, limit: size } = asked.data
    const read = await READERS[table](viewer, classId, { page, size })
    return (
      read && { rows: read.rows, page, pages: Math.max(1, Math.ceil(read.total / size)), total: read.total }
    )
  })
}
