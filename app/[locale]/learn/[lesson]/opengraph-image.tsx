import { ImageResponse } from 'next/og'
import { catalog, catalogLesson } from '@/lib/content/catalog'
import { loadLesson } from '@/lib/content/lesson'
import { compile } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { event as enEvent } from '@/lib/i18n/en/event'
import { event as koEvent } from '@/lib/i18n/ko/event'
import { LOCALES, type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { faces } from '@/lib/picture/face'
import { lightColour } from '@/lib/picture/token-colour'
import { openSession } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'

export const size = { width: 1200, height: 630 }
export const contentType = 'image/png'
export const dynamicParams = false

/** As much of a run as the picture has room for. */
const MOST = { steps: 26, tasks: 4 }
const STEP = 38
const LANE = 46
const COLOURS = 8

type Props = { params: Promise<{ locale: string; lesson: string }> }

export function generateStaticParams() {
  return LOCALES.flatMap((locale) => catalog().lessons.map(({ slug }) => ({ locale, lesson: slug })))
}

/** What stands for a lesson where its address is passed on: its title, and who runs when in a run of it. */
export default async function LessonPicture({ params }: Props) {
  const { locale: language, lesson: slug } = await params
  const locale = toLocale(language)
  const lesson = catalogLesson(slug)
  if (!lesson) return new Response(null, { status: 404 })
  const { tasks, file } = await shownRun(slug, locale)
  const lanes = [...new Set(tasks)].sort((a, b) => a - b).slice(0, MOST.tasks)
  const [ink, quiet] = [lightColour('ink'), lightColour('ink-2')]
  return new ImageResponse(
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: '100%',
        height: '100%',
        padding: 64,
        background: lightColour('paper'),
        color: ink,
        fontFamily: 'Pretendard',
        wordBreak: 'keep-all',
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 28, color: quiet }}>
        <span style={{ fontWeight: 700, color: ink }}>{messages(locale).shell.product}</span>
        <span>{file}</span>
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 20 }}>
        <div style={{ display: 'flex', fontSize: 62, fontWeight: 700, lineHeight: 1.2, textWrap: 'balance' }}>
          {lesson.title[locale]}
        </div>
        <div style={{ display: 'flex', fontSize: 28, lineHeight: 1.45, color: quiet }}>
          {lesson.summary[locale]}
        </div>
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
        {lanes.map((task) => (
          <Lane key={task} task={task} tasks={tasks} />
        ))}
      </div>
    </div>,
    { ...size, fonts: await faces() },
  )
}

/** A task's row: its letter, and a block for each step that it makes. */
function Lane({ task, tasks }: { task: number; tasks: readonly number[] }) {
  const [fill, on] = [`t${(task % COLOURS) + 1}`, `t${(task % COLOURS) + 1}-on`]
  return (
    <div style={{ display: 'flex', alignItems: 'center', height: LANE, background: lightColour('sheet') }}>
      <div
        style={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'center',
          width: LANE - 8,
          height: LANE - 8,
          margin: '0 20px 0 4px',
          borderRadius: task === 0 ? LANE : 6,
          background: lightColour(fill),
          color: lightColour(on),
          fontSize: 24,
          fontWeight: 700,
        }}
      >
        {taskLetter(task)}
      </div>
      {tasks.map((one, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the picture is drawn once
          key={i}
          style={{
            width: STEP - 4,
            height: LANE - 16,
            marginRight: 4,
            borderRadius: 3,
            background: one === task ? lightColour(fill) : 'transparent',
          }}
        />
      ))}
    </div>
  )
}

/** Who makes each step of one of the lesson's runs, as far as the picture goes, and its program: the first run of several
 *  tasks, or the first one where there is none. */
async function shownRun(slug: string, locale: Locale): Promise<{ tasks: readonly number[]; file: string }> {
  const { sims } = await loadLesson(slug, locale)
  const runs = sims.map(({ file, source, config, schedule, grain, parts }) => () => {
    const files = [{ name: file, text: source }]
    const input = { files, config, schedule: schedule ?? '', grain, locale, parts }
    const session = openSession(input, compile(files), locale === 'ko' ? koEvent : enEvent)
    return { tasks: shapeOf(session).tasks.slice(0, MOST.steps), file }
  })
  for (const run of runs) {
    const shown = run()
    if (new Set(shown.tasks).size > 1) return shown
  }
  return runs[0]?.() ?? { tasks: [], file: '' }
}
