import type { Metadata } from 'next'
import { sceneInput } from '@/app/_quiz/scene-input'
import { Inline } from '@/app/_ui/inline'
import { Program } from '@/app/_widgets/listing'
import { Sim } from '@/app/_widgets/sim'
import { isStaff, showCode } from '@/lib/classroom/classroom'
import { RUN_STEP } from '@/lib/classroom/live'
import { runAt, runsOf } from '@/lib/classroom/live-run-store'
import { liveOf } from '@/lib/classroom/live-store'
import { loadItem } from '@/lib/content/quiz'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { Back } from '../../back'
import { type ClassPageProps, openClass } from '../../opening'
import { PastRuns } from '../../past-runs'
import { Presenter } from '../../presenter'
import { RunPresenter } from '../../run-presenter'
import { RunVoter } from '../../run-voter'
import { Voter } from '../../voter'
import '@/app/_quiz/quiz.css'
import '../../classes.css'
import '../../live.css'

/** What a class looks at to choose: it fits one screen with the votes beside it. */
const STEERED = ['code', 'tasks', 'memory', 'timeline'] as const

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).live.title, robots: { index: false } }
}

/** The question that a class is asked now, or the run that it steers: large, with how it answers, for who teaches; its options, for who
 *  learns; and the runs that it steered before. */
export default async function LivePage({ params }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/live', null)
  if (notice) return notice
  const words = messages(locale).live
  const live = (await liveOf(viewer, classroom.id))?.live ?? null
  const staff = isStaff(classroom.role)
  const code = classroom.invitation && showCode(classroom.invitation.code)
  if (live?.step === RUN_STEP) {
    const at = staff ? await runAt(live.id) : null
    const said = messages(locale).liveRun
    return (
      <main id="main" className={staff ? 'page live' : 'page live live-narrow'}>
        <Back href={`/${locale}/classes/${classroom.id}`} label={m.back} />
        {at ? (
          <RunPresenter
            key={live.id}
            {...{ classId: classroom.id, start: live, words, said, code, labels: m }}
            mayChange={classroom.role === 'teacher'}
          >
            <Sim
              key={live.round}
              id={`run-${live.round}`}
              title={said.title}
              input={{ ...sceneInput({ ...at.program, schedule: at.schedule }, locale), parts: STEERED }}
              step={at.steps}
              isHeld={live.choices.length > 0}
            />
          </RunPresenter>
        ) : (
          <RunVoter
            key={live.id}
            {...{ classId: classroom.id, start: live, words, said, name: classroom.name }}
          />
        )}
      </main>
    )
  }
  const item = live && loadItem(live.itemId)
  // Everybody has the options in the order in which the teacher speaks of them.
  const shown = item?.kind === 'choice' ? publicItem(item, locale, 0) : null
  const options = shown?.kind === 'choice' ? shown.options : []
  const common = { classId: classroom.id, start: shown ? live : null, options, words }
  const stem = shown && (
    <h1 className="live-stem">
      <Inline text={shown.stem} />
    </h1>
  )
  return (
    <main id="main" className={staff ? 'page live' : 'page live live-narrow'}>
      <Back href={`/${locale}/classes/${classroom.id}`} label={m.back} />
      {staff ? (
        <Presenter key={live?.id} {...common} code={code} mayChange={classroom.role === 'teacher'} labels={m}>
          {stem}
          {shown?.program && (
            <Program file={shown.program.file} source={shown.program.source} label={words.program} />
          )}
        </Presenter>
      ) : (
        <Voter key={live?.id} {...common} name={classroom.name}>
          {stem}
        </Voter>
      )}
      {!live && <PastRuns runs={await runsOf(viewer, classroom.id)} locale={locale} />}
    </main>
  )
}
