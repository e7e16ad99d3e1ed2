import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ItemPreview } from '@/app/_quiz/item-preview'
import { fill } from '@/app/_ui/fill'
import { ownItemOf } from '@/lib/classroom/own-item'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { loadOwnItem } from '@/lib/own-item/store'
import { publicItem } from '@/lib/quiz/publish'
import { Back } from '../../../back'
import { type ClassPageProps, openClass } from '../../../opening'
import { OwnItemForm } from '../../../own-item-form'
import '@/app/_widgets/simulator.css'
import '../../../../learn/lesson.css'
import '../../../classes.css'
import '../../../own-item.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'ownId'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).ownItems.question, robots: { index: false } }
}

/** The address of a question that is not written yet: no id is called so. */
const NEW = 'new'

/** One question of a class's own, to be written by who teaches it and looked at by who assists. */
export default async function OwnItemPage({ params }: Props) {
  const { ownId } = await params
  const { notice, viewer, classroom, locale, m: labels } = await openClass(params, `/own/${ownId}`, 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const mayWrite = classroom.role === 'teacher'
  const found = ownId === NEW ? null : await ownItemOf(viewer, classId, ownId)
  if (!found && (ownId !== NEW || !mayWrite)) notFound()
  const { ownItems: words, quiz } = messages(locale)
  const item = found && !mayWrite ? await loadOwnItem(found.itemId) : null
  return (
    <main id="main" className="page class-page">
      <Back href={`/${locale}/classes/${classId}/own`} label={words.back} />
      <h1>{found ? words.edit : words.make}</h1>
      <p className="page-lead">{classroom.name}</p>
      {found && mayWrite && <p className="class-note">{fill(words.editNote, { n: found.versions + 1 })}</p>}
      {mayWrite ? (
        <OwnItemForm
          locale={locale}
          classId={classId}
          own={found ? ownId : null}
          {...(found && { first: found.draft })}
          labels={labels}
          words={words}
          quiz={quiz}
        />
      ) : (
        item && (
          <>
            <p className="class-note">{words.onlyLook}</p>
            <h2 className="visually-hidden">{words.preview}</h2>
            <ItemPreview item={publicItem(item, locale, 1)} locale={locale} labels={quiz} />
          </>
        )
      )}
    </main>
  )
}
