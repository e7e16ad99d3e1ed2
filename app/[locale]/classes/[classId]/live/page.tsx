import type { Metadata } from 'next'
import { Inline } from '@/app/_ui/inline'
import { Program } from '@/app/_widgets/listing'
import { isStaff, showCode } from '@/lib/classroom/classroom'
import { liveOf } from '@/lib/classroom/live-store'
import { loadItem } from '@/lib/content/quiz'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { Back } from '../../back'
import { type ClassPageProps, openClass } from '../../opening'
import { Presenter } from '../../presenter'
import { Voter } from '../../voter'
import '../../classes.css'
import '../../live.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).live.title, robots: { index: false } }
}

/** The question that a class is asked now: large, with how it answers, for who teaches; its options, for who learns. */
export default async function LivePage({ params }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/live', null)
  if (notice) return notice
  const words = messages(locale).live
  const live = (await liveOf(viewer, classroom.id))?.live ?? null
  const item = live && loadItem(live.itemId)
  // Everybody has the options in the order in which the teacher speaks of them.
  const shown = item?.kind === 'choice' ? publicItem(item, locale, 0) : null
  const options = shown?.kind === 'choice' ? shown.options : []
  const common = { classId: classroom.id, start: shown ? live : null, options, words }
  const staff = isStaff(classroom.role)
  const stem = shown && (
    <h1 className="live-stem">
      <Inline text={shown.stem} />
    </h1>
  )
  return (
    <main id="main" className={staff ? 'page live' : 'page live live-narrow'}>
      <Back href={`/${locale}/classes/${classroom.id}`} label={m.back} />
      {staff ? (
        <Presenter
          key={live?.id}
          {...common}
          code={classroom.invitation && showCode(classroom.invitation.code)}
          mayChange={classroom.role === 'teacher'}
          labels={m}
        >
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
    </main>
  )
}
