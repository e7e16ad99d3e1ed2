import type { ReactNode } from 'react'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { ClassLesson } from '@/lib/classroom/grades'
import { FEW, type ItemRow } from '@/lib/classroom/item-analysis'
import type { ItemOrder } from '@/lib/classroom/item-order'
import { messages } from '@/lib/i18n/messages'
import { itemsOfClassLesson } from './class-lessons'
import { duration } from './duration'
import { Statistic, StatisticBar } from './statistic'

/** Items with their figures; the head of a column orders by it, and turns the order when it does already. On a phone an
 *  item's figures stand below it, each under its name. */
export async function ItemTable(props: {
  rows: readonly ItemRow[]
  lessons: readonly ClassLesson[]
  by: ItemOrder
  isTurned: boolean
  hrefOf: (by: ItemOrder, isTurned: boolean) => string
  locale: 'ko' | 'en'
  classId: string
}) {
  const { rows, lessons, by, isTurned, hrefOf, locale, classId } = props
  const m = messages(locale).classes
  const stems = await stemsOf(rows, lessons, locale)
  const head = (order: ItemOrder, label: string, note: string | null) => (
    <th
      scope="col"
      className={order === 'course' ? undefined : 'number'}
      aria-sort={by === order ? (isTurned ? 'descending' : 'ascending') : undefined}
    >
      <a className="link" href={hrefOf(order, by === order && !isTurned)}>
        {label}
        {by === order && <Icon name={isTurned ? 'down' : 'up'} />}
      </a>
      {note && <small>{note}</small>}
    </th>
  )
  const cell = (label: string, value: ReactNode) => (
    <td className="number" data-label={label}>
      {value}
    </td>
  )
  return (
    <div className="table-box">
      <table className="table items item-list">
        <thead>
          <tr>
            {head('course', m.item, null)}
            {head('n', m.answeredBy, m.neverTriedOf)}
            {head('difficulty', m.difficulty, m.difficultyEnds)}
            {head('firstTry', m.firstTry, null)}
            {head('itemRest', m.itemRest, m.itemRestEnds)}
            {head('discrimination', m.discrimination, m.discriminationOf)}
            {head('time', m.time, m.median)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.itemId}>
              <th scope="row">
                <a className="link" href={`/${locale}/classes/${classId}/items/${row.itemId}`}>
                  <Inline text={stems.get(row.itemId) ?? row.itemId} />
                </a>
                {row.n >= FEW && row.itemRest !== null && row.itemRest < 0 && (
                  <small className="items-odd">
                    <Icon name="warning" />
                    {m.lookAgain}
                  </small>
                )}
              </th>
              {cell(
                `${m.answeredBy} · ${m.neverTriedOf}`,
                <>
                  {row.n}
                  <small>· {row.neverTried}</small>
                </>,
              )}
              {cell(m.difficulty, <Barred value={row.difficulty} from={0} n={row.n} />)}
              {cell(m.firstTry, <Statistic value={row.firstTry} n={row.n} />)}
              {cell(m.itemRest, <Barred value={row.itemRest} from={-1} n={row.n} />)}
              {cell(m.discrimination, <Statistic value={row.discrimination} n={row.n} />)}
              {cell(m.time, <Median row={row} locale={locale} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Barred(props: { value: number | null; from: 0 | -1; n: number }) {
  return (
    <>
      <StatisticBar {...props} />
      <Statistic value={props.value} n={props.n} />
    </>
  )
}

/** How long half of the answers took at most. */
function Median({ row, locale }: { row: ItemRow; locale: 'ko' | 'en' }) {
  if (!row.quartiles) return <span className="figure-none">–</span>
  const text = duration(row.quartiles[1], locale)
  return <span className={row.n < FEW ? 'figure-few' : undefined}>{text}</span>
}

/** Stems by item, each lesson being looked up once. */
async function stemsOf(
  rows: readonly ItemRow[],
  lessons: readonly ClassLesson[],
  locale: 'ko' | 'en',
): Promise<ReadonlyMap<string, string>> {
  const used = lessons.filter(({ slug }) => rows.some((row) => row.slug === slug))
  const items = (await Promise.all(used.map(itemsOfClassLesson))).flat()
  return new Map(items.map((item) => [item.id, item.stem[locale]]))
}
