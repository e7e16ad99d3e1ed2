'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import { useFormAction } from '@/app/_ui/form-action'
import { courseGaps } from '@/lib/content/course-gaps'
import type { classCourse } from '@/lib/i18n/en/class-course'
import { setCourse } from './actions'
import type { ClassLabels } from './class-forms'

type Lesson = { readonly slug: string; readonly title: string; readonly after: readonly string[] }

/** A course put together of lessons: each is added, taken out and moved by a button of its own, and what a lesson builds on and the
 *  course does not have is said under it.
 *  @param start the slugs of the course as it is; none: the whole course */
export function CourseForm(props: {
  classId: string
  start: readonly string[]
  lessons: readonly Lesson[]
  labels: ClassLabels
  words: typeof classCourse
}) {
  const { classId, start, lessons, labels, words } = props
  const router = useRouter()
  const [chosen, setChosen] = useState<readonly string[]>(start)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const titleOf = (slug: string) => lessons.find((one) => one.slug === slug)?.title ?? slug
  // Titles have commas of their own.
  const titles = (slugs: readonly string[]) =>
    slugs.map((slug) => fill(words.quoted, { title: titleOf(slug) })).join(', ')
  const gaps = courseGaps(chosen, lessons)
  const beside = lessons.filter(({ slug }) => !chosen.includes(slug))
  const isNew = chosen.join(' ') !== start.join(' ')
  const { state, busy, onSubmit } = useFormAction(
    async () =>
      attempt(
        labels,
        () => setCourse(classId, [...chosen]),
        () => {
          setSaid(words.saved)
          router.refresh()
        },
      ),
    null as string | null,
  )
  const change = (to: readonly string[], tell: string) => {
    setChosen(to)
    setSaid(tell)
  }
  const move = (at: number, by: -1 | 1, button: HTMLElement) => {
    const slug = chosen[at] ?? ''
    const rest = chosen.toSpliced(at, 1)
    const values = { title: titleOf(slug), n: at + by + 1, total: chosen.length }
    change(rest.toSpliced(at + by, 0, slug), fill(words.moved, values))
    // A row that the browser takes out and puts elsewhere loses the focus.
    requestAnimationFrame(() => button.focus())
  }
  const add = (slug: string) =>
    change([...chosen, slug], fill(words.added, { title: titleOf(slug), n: chosen.length + 1 }))
  const remove = (slug: string) => {
    change(
      chosen.filter((one) => one !== slug),
      fill(words.removed, { title: titleOf(slug) }),
    )
    // The button that was pressed is gone: whoever uses the keyboard goes on at the list.
    list.current?.focus()
  }
  return (
    <form className="course-form" onSubmit={onSubmit}>
      <h3 id="chosen">{words.chosen}</h3>
      {chosen.length === 0 && <p>{start.length === 0 ? words.whole : words.none}</p>}
      <ol className="course-chosen" ref={list} tabIndex={-1} aria-labelledby="chosen">
        {chosen.map((slug, at) => {
          const gap = gaps.find((one) => one.slug === slug)
          const title = titleOf(slug)
          return (
            <li key={slug}>
              <span>
                {title}
                {gap && gap.missing.length > 0 && (
                  <small>{fill(words.missing, { titles: titles(gap.missing), n: gap.missing.length })}</small>
                )}
                {gap && gap.later.length > 0 && (
                  <small>{fill(words.later, { titles: titles(gap.later), n: gap.later.length })}</small>
                )}
              </span>
              <span className="course-moves">
                {([-1, 1] as const).map((by) => (
                  <button
                    key={by}
                    type="button"
                    className="button button-small"
                    aria-label={fill(by < 0 ? words.up : words.down, { title })}
                    aria-disabled={chosen[at + by] === undefined}
                    onClick={({ currentTarget }) =>
                      chosen[at + by] !== undefined && move(at, by, currentTarget)
                    }
                  >
                    <span aria-hidden="true">{by < 0 ? '↑' : '↓'}</span>
                  </button>
                ))}
                <button
                  type="button"
                  className="button button-small"
                  aria-label={fill(words.remove, { title })}
                  onClick={() => remove(slug)}
                >
                  {words.removeShort}
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      {gaps.length > 0 && <p className="class-note">{words.hint}</p>}
      <div className="course-save">
        <button type="submit" className="button button-primary" aria-busy={busy}>
          {busy ? labels.busy : words.save}
        </button>
        {chosen.length > 0 && (
          <button type="button" className="button" onClick={() => change([], '')}>
            {words.clear}
          </button>
        )}
        {isNew && <span className="class-note">{words.unsaved}</span>}
        <span role="status" className="class-note">
          {said}
        </span>
      </div>
      {state && (
        <p role="alert" className="field-error">
          {state}
        </p>
      )}
      <h3 id="beside">{words.beside}</h3>
      {beside.length === 0 && <p>{words.everyChosen}</p>}
      <ul className="course-chosen" aria-labelledby="beside">
        {beside.map(({ slug, title }) => (
          <li key={slug}>
            <span>{title}</span>
            <span className="course-moves">
              <button
                type="button"
                className="button button-small"
                aria-label={fill(words.add, { title })}
                onClick={() => add(slug)}
              >
                {words.addShort}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </form>
  )
}
