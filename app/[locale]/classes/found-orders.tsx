import { sceneLabels } from '@/app/_quiz/label'
import { SceneButton } from '@/app/_quiz/scene-button'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { TaskChip } from '@/app/_ui/task-chip'
import type { FoundEnd, FoundOrder } from '@/lib/classroom/found-orders'
import { taskLetter } from '@/lib/engine/task-letter'
import { messages } from '@/lib/i18n/messages'

/** Ways of turning that are shown of an end, and turns of one; of the rest it is said how many there are. */
const [ORDERS, TURNS] = [6, 4]

type Locale = 'ko' | 'en'

/** The orders that a class found of a program, by how they end and where they turn; each can be played. */
export function FoundOrders({ ends, locale }: { ends: readonly FoundEnd[]; locale: Locale }) {
  const { foundOrders: m } = messages(locale)
  if (ends.length === 0) return null
  return (
    <section className="class-manage found-orders" aria-labelledby="found-orders">
      <h2 id="found-orders">{m.title}</h2>
      <p className="class-note">{m.note}</p>
      {ends.map((end) => (
        <section key={JSON.stringify([end.stdout, end.status, end.isDeadlock, end.isRight])}>
          <h3>
            <End end={end} locale={locale} />
          </h3>
          <p>{fill(m.learners, { n: end.learners })}</p>
          <ul className="found-list">
            {end.orders.slice(0, ORDERS).map((order) => (
              <li key={order.schedule}>
                <Order order={order} locale={locale} />
              </li>
            ))}
          </ul>
          {end.orders.length > ORDERS && (
            <p className="class-note">{fill(m.moreOrders, { n: end.orders.length - ORDERS })}</p>
          )}
          {end.unlooked > 0 && <p className="class-note">{fill(m.unlooked, { n: end.unlooked })}</p>}
        </section>
      ))}
    </section>
  )
}

function End({ end, locale }: { end: FoundEnd; locale: Locale }) {
  const { foundOrders: m } = messages(locale)
  const { stdout, status, isDeadlock, isRight } = end
  const words = [isDeadlock && m.deadlock, status !== 0 && fill(m.status, { n: status })].filter(
    (one) => one !== false,
  )
  return (
    <>
      {stdout === '' ? m.nothing : <code className="answers-given">{stdout.replace(/\n$/, '')}</code>}
      {words.length > 0 && ` · ${words.join(' · ')}`}
      {isRight && (
        <small className="items-right">
          <Icon name="check" bold />
          {m.asked}
        </small>
      )}
    </>
  )
}

function Order({ order, locale }: { order: FoundOrder; locale: Locale }) {
  const { foundOrders: m, quiz } = messages(locale)
  const { turns, program, schedule, learners } = order
  return (
    <>
      <p>
        <b>{fill(m.learners, { n: learners })}</b>
      </p>
      {turns.length === 0 ? (
        <p>{m.never}</p>
      ) : (
        <ol className="found-turns">
          {turns.slice(0, TURNS).map(({ task, line, isWithin }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: turns never move within their run
            <li key={i}>
              <TaskChip index={task} size={19} />{' '}
              {fill(line === null ? m.before : isWithin ? m.within : m.after, {
                task: taskLetter(task),
                line: line ?? 0,
              })}
            </li>
          ))}
          {turns.length > TURNS && <li>{fill(m.moreTurns, { n: turns.length - TURNS })}</li>}
        </ol>
      )}
      <SceneButton
        scene={{ ...program, schedule, step: 0, shows: 'run' }}
        words={m.play}
        locale={locale}
        labels={sceneLabels(quiz)}
      />
    </>
  )
}
