import { fill } from '@/app/_ui/fill'
import { FEW, type ItemRow } from '@/lib/classroom/item-analysis'
import { messages } from '@/lib/i18n/messages'
import { Statistic } from './statistic'

/** What the first answers to some items came to altogether: what they scored, and how often somebody was sure of what is
 *  wrong. */
export function ItemFacts({ rows, locale }: { rows: readonly ItemRow[]; locale: 'ko' | 'en' }) {
  const m = messages(locale).classes
  const sum = (of: (row: ItemRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const n = sum((row) => row.n)
  const certain = sum(({ confidence: [, , { n: all, right }] }) => all - right)
  const said = sum(({ confidence }) => confidence.reduce((all, one) => all + one.n - one.right, 0))
  const mean = n === 0 ? null : sum((row) => (row.difficulty ?? 0) * row.n) / n
  return (
    <dl className="item-figures">
      <div>
        <dt>
          {m.meanScore}
          <small>{fill(m.ofAnswers, { n })}</small>
        </dt>
        <dd>
          <Statistic value={mean} n={n} />
        </dd>
      </div>
      <div>
        <dt>
          {m.surelyWrong}
          <small>{fill(m.ofWrong, { n: said })}</small>
        </dt>
        <dd>{said < FEW ? <span className="figure-few">{certain}</span> : certain}</dd>
      </div>
    </dl>
  )
}

/** One item by how sure its learners were: how many, and the part of them that was right. */
export function ConfidenceRows({ row, locale }: { row: ItemRow; locale: 'ko' | 'en' }) {
  const m = messages(locale).classes
  return row.confidence.map(({ n, right }, i) => (
    <tr key={m.sure[i]}>
      <th scope="row">{m.sure[i]}</th>
      <td className="number">{n}</td>
      <td className="number">
        <Statistic value={n === 0 ? null : right / n} n={n} />
      </td>
    </tr>
  ))
}
