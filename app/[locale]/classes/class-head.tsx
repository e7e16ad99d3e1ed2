import { Icon } from '@/app/_ui/icon'
import { messages } from '@/lib/i18n/messages'
import { type ClassPage, ClassTabs } from './class-tabs'

/** What each page of a class can be taken away as. */
const FILES = {
  overview: ['grades', 'responses'],
  items: ['items'],
  concepts: [],
  course: [],
  assignments: ['gradebook'],
  own: [],
  members: ['roster'],
  log: ['log'],
  platform: [],
} as const satisfies Readonly<Record<ClassPage, readonly string[]>>

/** How each page of a class begins for who teaches it: what it is called, its files, and the way to the other pages. */
export function ClassHead(props: {
  at: ClassPage
  locale: 'ko' | 'en'
  classId: string
  name: string
  lead?: string
}) {
  const { at, locale, classId, name, lead } = props
  const { classes, classExport } = messages(locale)
  return (
    <>
      <div className="class-title">
        <h1>{name}</h1>
        <div>
          {FILES[at].map((table) => (
            <a
              key={table}
              className="button button-small"
              href={`/api/classes/${classId}/export/${table}?locale=${locale}`}
              download
            >
              <Icon name="download" />
              {classExport.files[table]}
            </a>
          ))}
        </div>
      </div>
      {lead && <p className="page-lead">{lead}</p>}
      <ClassTabs at={at} locale={locale} classId={classId} labels={classes} />
    </>
  )
}
