import { fill } from '@/app/_ui/fill'
import type { Held } from '@/lib/classroom/misconception'
import { concepts, misconception } from '@/lib/content/concept'
import { messages } from '@/lib/i18n/messages'

/** So many are open from the start; the others are told of and open together. */
const OPEN = 12

/** Up to so many learners are drawn one by one. */
const DRAWN = 40
const UNIT = 12

/** What a class believes, the most frequent first: each row leads to who holds it. */
export function Misconceptions(props: { rows: readonly Held[]; locale: 'ko' | 'en'; classId: string }) {
  const { rows, locale, classId } = props
  const m = messages(locale).classes
  if (rows.length === 0) return <p>{m.noMisconceptions}</p>
  const all = concepts()
  const list = (some: readonly Held[]) => (
    <ol>
      {some.map((one) => (
        <li key={one.id}>
          <a
            className="link"
            href={`/${locale}/classes/${classId}/misconceptions/${one.id.replace('#', '.')}`}
          >
            {misconception(all, one.id)?.name[locale] ?? one.id}
          </a>
          <Share holders={one.holders} answered={one.answered} />
          <b>{fill(m.holders, { n: one.holders, total: one.answered })}</b>
        </li>
      ))}
    </ol>
  )
  const rest = rows.slice(OPEN)
  return (
    <>
      {list(rows.slice(0, OPEN))}
      {rest.length > 0 && (
        <details>
          <summary>{fill(m.moreMisconceptions, { n: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
    </>
  )
}

/** One box a learner, or a bar where they are too many for boxes. */
function Share({ holders, answered }: { holders: number; answered: number }) {
  const units = Math.min(answered, DRAWN)
  const held = (holders / answered) * units
  const boxes = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `M${(from + i) * UNIT + 1.5} 1.5h9v11h-9z`).join('')
  return (
    <svg viewBox={`0 0 ${units * UNIT} 14`} width={units * UNIT} height="14" aria-hidden="true">
      {answered <= DRAWN ? (
        <>
          <path className="held" d={boxes(0, holders)} />
          <path className="free" d={boxes(holders, answered)} />
        </>
      ) : (
        <>
          <rect className="free" x="0.5" y="1.5" width={units * UNIT - 1} height="11" />
          <rect className="held" x="0.5" y="1.5" width={held * UNIT} height="11" />
        </>
      )}
    </svg>
  )
}
