import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { classes } from '@/lib/i18n/en/classes'

/** The way through a long list, page by page; nothing where it has one.
 *  @param hrefOf the address of a page, counted from 1 */
export function Pager(props: {
  page: number
  pages: number
  hrefOf: (page: number) => string
  labels: typeof classes
}) {
  const { page, pages, hrefOf, labels } = props
  if (pages === 1) return null
  return (
    <p className="class-pager">
      {page > 1 && (
        <a className="icon-button" href={hrefOf(page - 1)} aria-label={labels.previousPage}>
          <Icon name="arrow-left" />
        </a>
      )}
      {fill(labels.pageOf, { n: page, total: pages })}
      {page < pages && (
        <a className="icon-button" href={hrefOf(page + 1)} aria-label={labels.nextPage}>
          <Icon name="arrow-right" />
        </a>
      )}
    </p>
  )
}
