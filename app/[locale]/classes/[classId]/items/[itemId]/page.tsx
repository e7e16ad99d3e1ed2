import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { scorer } from '@/lib/attempt/scorer'
import { foundOrdersOf } from '@/lib/classroom/found-orders'
import { FEW, type ItemRow, itemOfClass } from '@/lib/classroom/item-analysis'
import { MAX_PARTS, partsOfClass } from '@/lib/classroom/item-parts'
import { steerable } from '@/lib/classroom/live-run-store'
import { misconceptionsOf } from '@/lib/classroom/misconception'
import { revealing } from '@/lib/content/revealing'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON } from '@/lib/own-item/own-id'
import { askerOf } from '@/lib/progress/asker'
import { withheldFrom } from '@/lib/progress/withheld-store'
import type { ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { partOf } from '@/lib/quiz/parts'
import { publicItem } from '@/lib/quiz/publish'
import { AskLive } from '../../../ask-live'
import { Back } from '../../../back'
import { everyClassLesson } from '../../../class-lessons'
import { duration } from '../../../duration'
import { FigureTable } from '../../../figure-table'
import { FoundOrders } from '../../../found-orders'
import { ConfidenceRows } from '../../../item-facts'
import { Misconceptions } from '../../../misconceptions'
import { type ClassPageProps, openClass } from '../../../opening'
import { rightParts, wordsOfPart } from '../../../part-words'
import { Percent, Statistic } from '../../../statistic'
import '@/app/_widgets/simulator.css'
import '@/app/_quiz/quiz.css'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'itemId'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.items, robots: { index: false } }
}

/** One item as a class answered it, for its teacher. */
export default async function ItemPage({ params }: Props) {
  const { itemId } = await params
  const { notice, viewer, classroom, locale, m } = await openClass(params, `/items/${itemId}`, 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const lessons = await everyClassLesson(classId)
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const item = itemIds.includes(itemId) ? await scorer.loadItem(itemId) : null
  if (!item) notFound()
  const reveals = revealing()
  const [found, held] = await Promise.all([
    itemOfClass(viewer, classId, lessons, itemId),
    misconceptionsOf(viewer, classId, itemIds, reveals),
  ])
  if (!found) notFound()
  const { row, groups } = found
  const counted = await partsOfClass(viewer, classId, itemId, groups)
  const shown = publicItem(item, locale, 0)
  // Whoever teaches here may learn elsewhere, and be asked this there.
  const withheld = await withheldFrom(await askerOf(viewer), [itemId])
  const isKeyShown = !withheld.of(itemId).key
  const right = isKeyShown ? rightParts(item) : null
  const orders = item.kind === 'schedule' && isKeyShown ? await foundOrdersOf(viewer, classId, item) : null
  const figures = [
    [m.answeredBy, fill(m.answeredOfAll, { n: row.n, total: row.n + row.neverTried }), null],
    [m.difficulty, <Statistic key="d" value={row.difficulty} n={row.n} />, m.difficultyEnds],
    [m.chance, <Statistic key="c" value={rowOf<ItemKind>(item.kind).chance(item)} n={FEW} />, null],
    [m.firstTry, <Statistic key="f" value={row.firstTry} n={row.n} />, null],
    [m.itemRest, <Statistic key="r" value={row.itemRest} n={row.n} />, m.itemRestEnds],
    [m.discrimination, <Statistic key="x" value={row.discrimination} n={row.n} />, m.discriminationOf],
    [m.time, row.quartiles ? duration(row.quartiles[1], locale) : '–', timeNote(row, locale)],
    [m.withHint, counted?.hinted ?? 0, null],
  ] as const
  return (
    <main id="main" className="page class-page">
      <Back href={`/${locale}/classes/${classId}/items`} label={m.backToItems} />
      <h1 className="item-stem">
        <Inline text={shown.stem} />
      </h1>
      <p className="page-lead">{classroom.name}</p>
      {item.kind === 'choice' && item.lesson !== OWN_LESSON && classroom.role === 'teacher' && (
        <AskLive
          locale={locale}
          classId={classId}
          itemId={itemId}
          label={messages(locale).live.ask}
          labels={m}
        />
      )}
      {classroom.role === 'teacher' && steerable(itemId) && (
        <AskLive
          isRun
          locale={locale}
          classId={classId}
          itemId={itemId}
          label={messages(locale).liveRun.ask}
          labels={m}
        />
      )}
      {row.n < FEW && <p className="class-note">{fill(m.fewAnswered, { few: FEW })}</p>}
      <dl className="item-figures">
        {figures.map(([label, value, note]) => (
          <div key={label}>
            <dt>
              {label}
              {note && <small>{note}</small>}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {counted && counted.parts.length > 0 && (
        <section className="class-manage" aria-labelledby="shares">
          <h2 id="shares">{m.sharesTitle}</h2>
          <p className="class-note">
            {fill(m.sharesNote, { n: counted.answered })}{' '}
            {groups ? fill(m.groupsNote, { n: groups.size }) : m.noGroups}
          </p>
          <FigureTable look="parts" heads={[m.given, m.answeredBy, m.shareOf, m.upper, m.lower]}>
            {counted.parts.map(({ part, learners, upper, lower }) => (
              <tr key={part}>
                <th scope="row" className="answers-given">
                  <Inline text={wordsOfPart(shown, partOf(part).part)} />
                  {partOf(part).variant > 0 && (
                    <small>{fill(m.ofVariant, { n: partOf(part).variant })}</small>
                  )}
                  {right?.has(part) && (
                    <small className="items-right">
                      <Icon name="check" bold />
                      {m.right}
                    </small>
                  )}
                </th>
                <td className="number">{learners}</td>
                <Percent share={learners / counted.answered} n={counted.answered} />
                <Percent share={upper} n={counted.answered} />
                <Percent share={lower} n={counted.answered} />
              </tr>
            ))}
          </FigureTable>
          {counted.parts.length === MAX_PARTS && (
            <p className="class-note">{fill(m.onlyFrequent, { n: MAX_PARTS })}</p>
          )}
        </section>
      )}
      {row.confidence.some(({ n }) => n > 0) && (
        <section className="class-manage" aria-labelledby="confidence">
          <h2 id="confidence">{m.confidenceTitle}</h2>
          <p className="class-note">{m.confidenceNote}</p>
          <FigureTable look="parts" heads={[m.confidence, m.answeredBy, m.firstTry]}>
            <ConfidenceRows row={row} locale={locale} />
          </FigureTable>
        </section>
      )}
      {orders && <FoundOrders ends={orders} locale={locale} />}
      <section className="class-misconceptions" aria-labelledby="misconceptions">
        <h2 id="misconceptions">{m.misconceptionsTitle}</h2>
        <p className="class-note">{m.misconceptionsNote}</p>
        <Misconceptions
          rows={held.filter(({ id }) => reveals.get(id)?.includes(itemId))}
          locale={locale}
          classId={classId}
        />
      </section>
    </main>
  )
}

/** Between which times the middle half of the answers took. */
function timeNote({ quartiles }: ItemRow, locale: 'ko' | 'en'): string | null {
  if (!quartiles) return null
  const [from, , to] = quartiles
  return fill(messages(locale).classes.timeNote, { from: duration(from, locale), to: duration(to, locale) })
}
