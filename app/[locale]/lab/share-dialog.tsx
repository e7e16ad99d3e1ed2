import { useEffect, useId, useRef, useState } from 'react'
import { Copied } from '@/app/_ui/copied'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { packProgram } from '@/app/_widgets/run-link'
import { share as en } from '@/lib/i18n/en/share'
import { share as ko } from '@/lib/i18n/ko/share'
import type { LabProgram } from '@/lib/lab/program'
import type { RunInput } from '@/lib/player/session'
import type { Running } from './export'
import { Exports } from './exports'
import './share.css'

/** Characters of an address that every program through which it may go still takes. */
const LONG = 8_000

/** The program and its run, to take elsewhere: as a link, a frame, Markdown, a trace, a picture, an animation. All of it is
 *  made in the browser. */
export function ShareDialog(props: {
  locale: 'ko' | 'en'
  program: LabProgram
  /** Null: nothing has been run. */
  run: { readonly running: Running; readonly input: RunInput } | null
  onClose: () => void
}) {
  const { locale, program, run, onClose } = props
  const m = locale === 'ko' ? ko : en
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [fragment, setFragment] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  useEffect(() => {
    dialog.current?.showModal()
    packProgram(program).then(setFragment, () => setIsRefused(true))
  }, [program])
  const link = `${location.origin}/${locale}/lab#${fragment}`
  return (
    <dialog ref={dialog} className="dialog lab-share" aria-labelledby={`${id}-title`} onClose={onClose}>
      <h2 id={`${id}-title`}>{m.title}</h2>
      {isRefused && <p role="alert">{m.noLink}</p>}
      {fragment !== '' && (
        <>
          <Copied label={m.link} help={m.linkHelp} text={link} labels={m} />
          {link.length > LONG && (
            <p>
              <Icon name="warning" /> {fill(m.linkLong, { n: link.length })}
            </p>
          )}
          <Copied
            label={m.frame}
            help={m.frameHelp}
            text={frameOf(`${location.origin}/embed/${locale}#${fragment}`, m.frameTitle)}
            labels={m}
          />
          <Copied
            label={m.markdown}
            help={m.markdownHelp}
            text={markdownOf(program, link, m.stepThrough)}
            labels={m}
          />
        </>
      )}
      <h3>{m.exports}</h3>
      {run ? <Exports running={run.running} input={run.input} m={m} /> : <p>{m.runFirst}</p>}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {m.close}
        </button>
      </div>
    </dialog>
  )
}

/** Nothing in either is a character of HTML: a fragment is base64url, and the title is ours. */
function frameOf(address: string, title: string): string {
  return `<iframe src="${address}" title="${title}" width="100%" height="720" loading="lazy"></iframe>`
}

/** The program as code, with a link to step through it. The fence is longer than any in the program. */
function markdownOf({ files }: LabProgram, link: string, words: string): string {
  const ticks = files
    .flatMap(({ text }) => text.match(/`+/g) ?? [])
    .reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(ticks + 1)
  const listed = files.map(({ name, text }) => {
    const head = files.length > 1 ? `\`${name}\`\n\n` : ''
    return `${head}${fence}c\n${text.trimEnd()}\n${fence}\n`
  })
  return `${listed.join('\n')}\n[${words}](${link})\n`
}
