import { type ReactElement, type ReactNode, useId } from 'react'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { TaskChip } from '@/app/_ui/task-chip'
import { Sim } from '@/app/_widgets/sim'
import { loadCard } from '@/lib/content/card'
import { glossary } from '@/lib/content/glossary'
import type { LoadedLesson } from '@/lib/content/lesson'
import { taskOfLetter } from '@/lib/engine/task-letter'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { InterviewCard } from '../../interview/card'
import type { LessonWay } from '../../paths/lesson-way'
import { ClaimResult } from './claim-result'
import { Compare } from './compare-figures'
import { type Outcome, outcomeOf } from './machines'
import { Race, States } from './order-figures'
import { Outcomes } from './outcomes'
import { Policies } from './policy-figures'
import { PredictBox } from './predict-box'
import type { BlockKind, FactProps } from './prose-layout'
import { LessonQuiz } from './quiz'
import { TermCard } from './term-card'
import { WayQuestions } from './way'

/** A marked passage for one statement of the course. Where the layout splits it, the later parts are marked as
 *  `continued`, so that the id stands once. */
export function Fact({ id, continued = false, bare = false, children }: FactProps) {
  return (
    <div className={bare ? 'passage' : 'prose'} id={continued ? undefined : `fact-${id}`} data-fact={id}>
      {children}
    </div>
  )
}

/** The components that a lesson's text may use, for one lesson in one language. The names are the closed set
 *  of `lib/content/component.ts`; Markdown's own elements follow. */
export function lessonComponents(lesson: LoadedLesson, ways: readonly LessonWay[], locale: Locale) {
  const m = messages(locale).lesson
  return {
    Fact,
    Sim: ({ id }: { id: string }) => <LessonSimulator lesson={lesson} locale={locale} id={id} />,
    Passage: ({ id, title, children }: { id: string; title: string; children?: ReactNode }) => (
      <section className="stage-passage" id={`passage-${id}`} aria-labelledby={`passage-${id}-title`}>
        <h3 id={`passage-${id}-title`}>{title}</h3>
        {children}
      </section>
    ),
    Claim: (props: ClaimProps) => <Claim {...props} lesson={lesson} locale={locale} />,
    Outcomes: (props: { program: string; races?: readonly string[]; children?: ReactNode }) => (
      <Outcomes {...props} lesson={lesson} locale={locale} />
    ),
    States: (props: { program: string; wanted: readonly string[]; view?: 'map' | 'terrain' }) => (
      <States {...props} lesson={lesson} locale={locale} />
    ),
    Compare: ({ id }: { id: string }) => <Compare lesson={lesson} locale={locale} id={id} />,
    Policies: ({ id }: { id: string }) => <Policies lesson={lesson} locale={locale} id={id} />,
    Race: (props: { program: string }) => <Race {...props} lesson={lesson} locale={locale} />,
    Predict: (props: PredictProps) => <Predict {...props} lesson={lesson} locale={locale} />,
    Term: (props: { id: string; children?: ReactNode }) => <Term {...props} locale={locale} />,
    Task: ({ id }: { id: string }) => (
      <span className="nobreak">
        <TaskChip index={taskOfLetter(id)} label={m.task(id)} />
        {'\u2060'}
      </span>
    ),
    Callout: ({ title, children }: { title: string; children?: ReactNode }) => (
      <aside className="callout" aria-label={title}>
        <p className="callout-title">{title}</p>
        {children}
      </aside>
    ),
    Figure: (props: { id: string; caption: string; children?: ReactNode }) => (
      <figure className="drawing" id={`figure-${props.id}`}>
        <div className="drawing-box">{props.children}</div>
        <figcaption>{props.caption}</figcaption>
      </figure>
    ),
    Quiz: () => (
      <>
        <WayQuestions ways={ways} locale={locale} />
        <LessonQuiz lesson={lesson} ways={ways} locale={locale} />
      </>
    ),
    Card: ({ id }: { id: string }) => {
      const card = loadCard(id, locale)
      if (!card) throw new Error(`there is no card ${id}`)
      return <InterviewCard card={card} locale={locale} level={3} />
    },
    table: Table,
  }
}

/** What each element of a lesson is to its layout, by the components that were given to it. */
export function blockKinds(components: ReturnType<typeof lessonComponents>) {
  const kinds = new Map<unknown, BlockKind>([
    ['h2', 'heading'],
    [components.Sim, 'stage'],
    [components.Predict, 'predict'],
    [components.Figure, 'figure'],
    [components.States, 'wide'],
    [components.Race, 'wide'],
    [components.Policies, 'wide'],
    [components.Compare, 'wide'],
    [components.Quiz, 'wide'],
    [components.Card, 'wide'],
  ])
  return (element: ReactElement): BlockKind => kinds.get(element.type) ?? 'prose'
}

function LessonSimulator({ lesson, locale, id }: { lesson: LoadedLesson; locale: Locale; id: string }) {
  const sim = lesson.sims.find((one) => one.id === id)
  if (!sim) throw new Error(`${lesson.slug} has no simulator ${id}`)
  const input = {
    files: [{ name: sim.file, text: sim.source }],
    config: sim.config,
    schedule: sim.schedule ?? '',
    grain: sim.grain,
    locale,
    parts: sim.parts,
  }
  return (
    <Sim
      id={id}
      title={sim.title}
      input={input}
      step={sim.start}
      isPredicted={sim.isPredicted}
      passages={sim.passages}
    />
  )
}

type ClaimProps = {
  program: string
  cores?: number
  stdout?: string
  status?: number
  copies?: number
  deadlock?: boolean
  children?: ReactNode
}

/** A sentence that a run proves, with what the run left. The build has replayed it. What the reader can run on this
 *  page stays folded until then. */
function Claim({
  lesson,
  locale,
  children,
  ...claim
}: ClaimProps & { lesson: LoadedLesson; locale: Locale }) {
  const m = messages(locale).lesson
  const { program } = claim
  const left = [
    claim.copies !== undefined && m.claimCopies(claim.copies),
    claim.deadlock && m.claimDeadlock,
    claim.status !== undefined && claim.status !== 0 && m.claimStatus(claim.status),
  ].filter((words) => typeof words === 'string')
  const result = (
    <div className="claim-left">
      {left.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {claim.stdout !== undefined && (
        <p className="claim-output">
          <span>{claim.stdout === '' ? m.claimNothing : m.claimPrints}</span>
          {claim.stdout !== '' && <samp>{claim.stdout.replace(/\n$/, '')}</samp>}
        </p>
      )}
    </div>
  )
  const isRun = lesson.sims.some((sim) => sim.file === program)
  return (
    <div className="claim">
      <div className="claim-says">{children}</div>
      <p className="claim-run">
        <Icon name="check" size={14} bold />
        <span className="visually-hidden">{m.claimShown}: </span>
        <span className="claim-file">{program}</span>
        {claim.cores !== undefined && <span>{m.cores(claim.cores)}</span>}
      </p>
      {isRun ? (
        <ClaimResult file={program} label={m.claimResult}>
          {result}
        </ClaimResult>
      ) : (
        result
      )}
    </div>
  )
}

type PredictProps = {
  id: string
  sim: string
  question: string
  options: string[]
  of?: 'stdout' | 'status' | 'copies'
  answer?: number
  children?: ReactNode
}

function Predict(props: PredictProps & { lesson: LoadedLesson; locale: Locale }) {
  const { lesson, locale, id, sim, question, options, of, answer, children } = props
  const m = messages(locale).lesson
  const shown = options.map((option) =>
    of === 'stdout' ? (
      <samp key={option}>{option.replace(/\n$/, '')}</samp>
    ) : (
      <Inline key={option} text={option} />
    ),
  )
  return (
    <PredictBox
      id={id}
      draft={`predict.${lesson.slug}.${id}`}
      sim={sim}
      question={<Inline text={question} />}
      options={shown}
      answer={answer ?? null}
      outcomes={outcomesOf(of, options)}
      machines={lesson.predictions.find((one) => one.id === id) ?? null}
      locale={locale}
      labels={{
        lead: m.predictLead,
        keep: m.predictKeep,
        kept: m.predictKept,
        change: m.predictChange,
        confidence: m.predictConfidence,
        levels: [m.confidence1, m.confidence2, m.confidence3],
        run: m.predictRun,
        ran: m.predictRan,
        shows: m.predictShows,
        same: m.predictSame,
        other: m.predictOther,
        why: m.predictWhy,
        assumed: m.machineAssumed,
        actual: m.machineActual,
      }}
    >
      {children}
    </PredictBox>
  )
}

/** What the options say of the machine; null where one does not. */
function outcomesOf(of: PredictProps['of'], options: readonly string[]): Outcome[] | null {
  if (of === undefined) return null
  const outcomes = options.flatMap((option) => outcomeOf(of, option) ?? [])
  return outcomes.length === options.length ? outcomes : null
}

/** A word of the glossary where it stands in a sentence. */
function Term({ locale, id, children }: { locale: Locale; id: string; children?: ReactNode }) {
  const card = useId()
  const term = glossary().get(id)
  if (!term) throw new Error(`there is no term ${id}`)
  const other = locale === 'ko' ? term.name.en : term.name.ko
  return (
    <TermCard
      id={`term-${id}-${card}`}
      word={
        <>
          {children}
          {'\u2060'}
        </>
      }
    >
      <b>{term.name[locale]}</b>{' '}
      <span className="term-other" lang={locale === 'ko' ? 'en' : 'ko'}>
        {other}
      </span>
      <span className="term-definition">
        <Inline text={term.definition[locale]} />
      </span>
    </TermCard>
  )
}

function Table({ children }: { children?: ReactNode }) {
  return (
    <div className="table-box">
      <table className="table">{children}</table>
    </div>
  )
}
