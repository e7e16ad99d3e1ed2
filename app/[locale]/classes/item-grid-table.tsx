import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { plain } from '@/app/_ui/inline'
import { bandOf } from '@/lib/classroom/classroom'
import type { GridOrder, ItemGrid } from '@/lib/classroom/item-grid'
import { messages } from '@/lib/i18n/messages'
import type { Item } from '@/lib/quiz/item'
import { HeatBox } from './heat-box'

/** Learners by items: what each first answer earned. The head of a column sorts by it and turns the order when it does already.
 *  Every cell carries its number; by mouse it opens the answers there, by keyboard the learner's name does, where the rest of
 *  the row is: a link in each would make the page several times as long. */
export function ItemGridTable(props: {
  grid: ItemGrid
  items: readonly Item[]
  order: GridOrder
  isTurned: boolean
  hrefOf: (order: GridOrder, isTurned: boolean) => string
  locale: 'ko' | 'en'
  classId: string
}) {
  const { grid, items, order, isTurned, hrefOf, locale, classId } = props
  const { classes: m, itemGrid: words } = messages(locale)
  const isBy = (one: GridOrder) =>
    typeof one === 'string' ? one === order : typeof order !== 'string' && order.itemId === one.itemId
  const sorted = (one: GridOrder) => (isBy(one) ? (isTurned ? 'descending' : 'ascending') : undefined)
  const href = (one: GridOrder) => hrefOf(one, isBy(one) && !isTurned)
  const arrow = (one: GridOrder) => isBy(one) && <Icon name={isTurned ? 'down' : 'up'} />
  const first = items[0]
  return (
    <>
      <HeatBox labels={{ more: words.more, previous: words.previous, next: words.next }}>
        <table className="heat heat-items">
          <thead>
            <tr>
              <th scope="col" data-stays aria-sort={sorted('name')}>
                <a href={href('name')}>
                  {m.name}
                  {arrow('name')}
                </a>
              </th>
              <th scope="col" className="heat-mean" data-stays aria-sort={sorted('score')}>
                <a href={href('score')}>
                  {m.score}
                  {arrow('score')}
                </a>
                <small>{m.answeredOf}</small>
              </th>
              {items.map((item, i) => (
                <th
                  key={item.id}
                  scope="col"
                  aria-sort={sorted({ itemId: item.id })}
                  data-at={`?lesson=${item.lesson}#${item.id}`}
                >
                  <a href={href({ itemId: item.id })} aria-label={fill(words.byItem, { n: i + 1 })}>
                    <b>
                      {i + 1}
                      {arrow({ itemId: item.id })}
                    </b>
                  </a>
                  <a href={`/${locale}/classes/${classId}/items/${item.id}`}>
                    <span>{plain(item.stem[locale])}</span>
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map(({ membershipId, name, shares, summary }) => (
              <tr key={membershipId}>
                <th scope="row">
                  <a
                    href={`/${locale}/classes/${classId}/learners/${membershipId}${first ? `?lesson=${first.lesson}` : ''}`}
                  >
                    {name}
                  </a>
                </th>
                <td className="heat-mean">
                  {percent(summary.rate)}
                  <small>
                    {summary.answered}/{summary.items}
                  </small>
                </td>
                {shares.map((share, i) => (
                  <td key={items[i]?.id} className={share === null ? 'heat-none' : `heat-${bandOf(share)}`}>
                    {percent(share)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{m.score}</th>
              <td className="heat-mean" />
              {grid.items.map(({ rate }, i) => (
                <td key={items[i]?.id} className="heat-total">
                  {percent(rate)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{m.answeredBy}</th>
              <td className="heat-mean" />
              {grid.items.map(({ answered }, i) => (
                <td key={items[i]?.id}>{answered}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </HeatBox>
      <ol className="heat-lessons" aria-hidden="true">
        {items.map((item) => (
          <li key={item.id}>{plain(item.stem[locale])}</li>
        ))}
      </ol>
    </>
  )
}

function percent(share: number | null): string {
  return share === null ? '·' : String(Math.round(share * 100))
}
