import { fill } from '@/app/_ui/fill'
import type { Held } from '@/lib/classroom/misconception'
import { concepts, misconception } from '@/lib/content/concept'
import { messages } from '@/lib/i18n/messages'

/** So many stand beside what else there is of a class; it is told how many more there are. */
const OPEN = 12

/** Up to so many learners are drawn one by one. */
const DRAWN = 40
const UNIT = 12

/** What a class believes, the most frequent first: each row leads to who holds it.
 *  @param all where all of them are shown; without it they are, however many */
export function Misconceptions(props: {
  rows: readonly Held[]
  locale: 'ko' | 'en'
  classId: string
  all?: string
}) {
  const { rows, locale, classId, all: more } = props
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
  const rest = rows.length - OPEN
  if (more === undefined || rest <= 0) return list(rows)
  return (
    <>
      {list(rows.slice(0, OPEN))}
      <p>
        <a className="link" href={more}>
          {fill(m.moreMisconceptions, { n: rest })}
        </a>
      </p>
    </>
  )
}

/** One box a learner, or a bar where they are too many for boxes. Boxes are the dashes of a line: as many cost no more. */
function Share({ holders, answered }: { holders: number; answered: number }) {
  const units = Math.min(answered, DRAWN)
  const held = (holders / answered) * units
  const line = (from: number, to: number) => `M${from * UNIT + 1.5} 7H${to * UNIT}`
  return (
    <svg viewBox={`0 0 ${units * UNIT} 14`} width={units * UNIT} height="14" aria-hidden="true">
      {answered <= DRAWN ? (
        <>
          {held < units && <path className="box-edge" d={line(held, units)} />}
          {held < units && <path className="box-inside" d={`M${held * UNIT + 2.5} 7H${units * UNIT}`} />}
          {held > 0 && <path className="box-held" d={line(0, held)} />}
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
