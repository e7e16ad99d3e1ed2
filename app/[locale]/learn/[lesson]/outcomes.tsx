import type { ReactNode } from 'react'
import { Icon } from '@/app/_ui/icon'
import { missedWords } from '@/app/_widgets/order-word'
import type { LoadedLesson } from '@/lib/content/lesson'
import type { ProgramOutcome } from '@/lib/engine'
import { orders as enOrders } from '@/lib/i18n/en/orders'
import { orders as koOrders } from '@/lib/i18n/ko/orders'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ClaimResult } from './claim-result'
import { PlayLink } from './play-link'

/** What a program can do in any order of execution, with an order for each outcome that the lab plays. The build has looked
 *  at every order. What the reader is asked to predict on this page stays folded until then. */
export function Outcomes(props: {
  lesson: LoadedLesson
  locale: Locale
  program: string
  races?: readonly string[]
  children?: ReactNode
}) {
  const { lesson, locale, program, races, children } = props
  const m = messages(locale).lesson
  const words = locale === 'ko' ? koOrders : enOrders
  const orders = lesson.orders.find(({ file }) => file === program)
  if (!orders) throw new Error(`nobody has looked at every order of ${program}`)
  const { found, source } = orders
  const files = [{ name: program, text: source }]
  const ends = [
    ...found.outcomes.map((outcome) => ({
      outcome,
      tasks: [],
      said: <Printed stdout={outcome.stdout} nothing={m.claimNothing} />,
    })),
    ...found.deadlocks.map((outcome) => ({
      outcome,
      tasks: outcome.tasks,
      said: <b>{m.claimDeadlock}</b>,
    })),
  ]
  const play = (schedule: string | null) =>
    schedule !== null && (
      <PlayLink
        config={found.config}
        schedule={schedule}
        source={source}
        locale={locale}
        label={m.outcomesPlay}
      />
    )
  const list = (
    <ul className="orders">
      {ends.map(({ outcome, tasks, said }) => (
        <li key={`${outcome.status} ${outcome.stdout} ${outcome.stderr}`}>
          {said}
          <small>{[wordsOf(outcome, m), ...missedWords({ tasks }, files, words)].join(' · ')}</small>
          {play(outcome.schedule)}
        </li>
      ))}
      {(races ? found.races : []).map(({ location, accesses, schedule }) => (
        <li key={`${location} ${schedule}`}>
          <b>{m.outcomesRace(location)}</b>
          <small>{m.outcomesLines(accesses[0]?.line ?? 0, accesses.at(-1)?.line ?? 0)}</small>
          {play(schedule)}
        </li>
      ))}
      {races?.length === 0 && (
        <li>
          <b>{m.outcomesNoRace}</b>
        </li>
      )}
      {found.endless !== null && (
        <li>
          <b>{m.outcomesEndless}</b>
        </li>
      )}
    </ul>
  )
  const isRun = lesson.sims.some((sim) => sim.file === program)
  return (
    <div className="claim">
      <div className="claim-says">{children}</div>
      <p className="claim-run">
        <Icon name="check" size={14} bold />
        <span>{m.outcomesProof(found.states)}</span>
        <span className="claim-file">{program}</span>
      </p>
      {isRun ? (
        <ClaimResult file={program} label={m.outcomesResult}>
          {list}
        </ClaimResult>
      ) : (
        list
      )}
    </div>
  )
}

function Printed({ stdout, nothing }: { stdout: string; nothing: string }) {
  return stdout === '' ? <b>{nothing}</b> : <samp>{stdout.replace(/\n$/, '')}</samp>
}

function wordsOf({ status, switches }: ProgramOutcome, m: ReturnType<typeof messages>['lesson']): string {
  const words = [m.outcomesSwitches(switches)]
  if (status !== 0 && status !== 125) words.push(m.claimStatus(status))
  return words.join(' · ')
}
