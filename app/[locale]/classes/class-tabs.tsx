import type { classes } from '@/lib/i18n/en/classes'

const PAGES = {
  overview: '',
  items: '/items',
  concepts: '/concepts',
  course: '/course',
  assignments: '/assignments',
  own: '/own',
  members: '/members',
} as const
type Tab = keyof typeof PAGES
/** `log`, `platform`: what is found where the class is managed. */
export type ClassPage = Tab | 'log' | 'platform'

/** The pages of a class, for those who teach it. */
export function ClassTabs(props: {
  at: ClassPage
  locale: 'ko' | 'en'
  classId: string
  labels: typeof classes
}) {
  const { at, locale, classId, labels } = props
  return (
    <nav className="class-tabs" aria-label={labels.tabs}>
      {(Object.keys(PAGES) as Tab[]).map((page) => (
        <a
          key={page}
          href={`/${locale}/classes/${classId}${PAGES[page]}`}
          aria-current={page === at ? 'page' : undefined}
        >
          {labels[page]}
        </a>
      ))}
    </nav>
  )
}
