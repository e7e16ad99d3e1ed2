'use client'

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { RunInput } from '@/lib/player/session'
import type { Must } from '@/lib/quiz/explored'
import type { PublicItemOf } from '@/lib/quiz/item'
import { MAX_SOURCE } from '@/lib/quiz/limit'
import { requirementsOf } from '@/lib/quiz/proof'
import { type Opened, useOpened } from '../_widgets/use-opened'
import type { Told } from '../_widgets/wire'
import type { EditorHandle } from '../[locale]/lab/editor'
import type { FormProps } from './form'
import type { QuizLabels } from './label'
import { requirementWords } from './proof-words'
import { SceneView } from './scene-view'
import { SourceText } from './source-text'
import type { SceneToShow } from './wire'
import './mend.css'

const Editor = lazy(() => import('../[locale]/lab/editor').then((file) => ({ default: file.Editor })))

/** A program that is mended where it stands. The editor is fetched when somebody begins to; what it holds is the draft. */
export default function MendForm(props: FormProps<'mend'>) {
  const { item, answer, revealed, isLocked, locale, labels, onAnswer, onChecked } = props
  const source = item.program?.source ?? ''
  return (
    <div className="mend">
      <MustList must={item.must} labels={labels} />
      {answer === null ? (
        <button type="button" className="button" onClick={() => onAnswer({ kind: 'mend', source })}>
          <Icon name="code" /> {labels.mendEdit}
        </button>
      ) : isLocked ? (
        <figure className="mend-sent">
          <figcaption className="outputs-title">{labels.mendYours}</figcaption>
          <SourceText text={answer.source} />
        </figure>
      ) : (
        <Writing
          item={item}
          source={answer.source}
          locale={locale}
          labels={labels}
          onAnswer={onAnswer}
          onChecked={onChecked}
        />
      )}
      {revealed && (
        <details className="mend-key">
          <summary>{labels.mendKey}</summary>
          <SourceText text={revealed.source} />
        </details>
      )}
    </div>
  )
}

function Writing(
  props: Pick<FormProps<'mend'>, 'locale' | 'labels' | 'onAnswer' | 'onChecked'> & {
    item: PublicItemOf<'mend'>
    source: string
  },
) {
  const { item, source, locale, labels, onAnswer, onChecked } = props
  const editor = useRef<EditorHandle>(null)
  const foot = useRef<HTMLDivElement>(null)
  /** The text whose run is looked at, which is no answer: once another one stands there it is over. */
  const [tried, setTried] = useState<string | null>(null)
  const isTried = tried === source
  const { program } = item
  const scene = useMemo<SceneToShow | null>(
    () => (isTried && program ? { ...program, source, schedule: '', step: 0, shows: 'run' } : null),
    [isTried, program, source],
  )
  const opened = useCompiled(item, source, locale)
  const errors = opened && 'problem' in opened && opened.problem === 'compile' ? opened.told : NOTHING
  const first = errors.find(({ severity }) => severity === 'error')
  useEffect(() => {
    if (opened) onChecked({ source, complaint: first ?? null })
  }, [opened, source, first, onChecked])
  return (
    <>
      <Suspense fallback={<p className="scene-waiting">{labels.formOpening}</p>}>
        <Editor
          ref={editor}
          text={source}
          told={opened?.told ?? NOTHING}
          label={labels.mendEditor}
          onChange={() => onAnswer({ kind: 'mend', source: editor.current?.text() ?? source })}
          onRun={() => foot.current?.closest('form')?.requestSubmit()}
        />
      </Suspense>
      <div className="mend-foot" ref={foot}>
        <p role="status">
          {source.length > MAX_SOURCE
            ? fill(labels.predictLimit, { n: source.length, max: MAX_SOURCE })
            : first && (
                <Inline
                  text={[fill(labels.mendAtLine, { n: first.line }), first.message, first.hint]
                    .filter(Boolean)
                    .join(' ')}
                />
              )}
        </p>
        <div className="mend-tools">
          <button
            type="button"
            className="button button-small"
            aria-expanded={isTried}
            onClick={() => setTried(isTried ? null : source)}
          >
            <Icon name={isTried ? 'cross' : 'play'} size={14} />
            {isTried ? labels.closeScene : labels.mendTry}
          </button>
          <button type="button" className="button button-small" onClick={() => onAnswer(null)}>
            {labels.mendReset}
          </button>
        </div>
      </div>
      {scene && <SceneView scene={scene} title={labels.mendTry} locale={locale} labels={labels} />}
    </>
  )
}

const NOTHING: readonly Told[] = []

/** Time without a letter after which what was written is compiled, in ms. */
const REST_MS = 700

/** Only what the compiler says is asked for: the run is over at once. */
const COMPILED = { limits: { steps: 1 } } as const

/** What the page's own engine says of a program, once nobody types; null before. */
function useCompiled(item: PublicItemOf<'mend'>, source: string, locale: 'ko' | 'en'): Opened | null {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setText(source), REST_MS)
    return () => clearTimeout(timer)
  }, [source])
  const { program } = item
  const input = useMemo<RunInput | null>(() => {
    if (text === null || !program) return null
    const files = [{ name: program.file, text }]
    return { files, config: COMPILED, schedule: '', grain: 'operation', locale, parts: [] }
  }, [text, program, locale])
  const opened = useOpened(input)
  return text === source ? opened : null
}

/** What must be so of the mended program: what the server checks is what is written here. */
function MustList({ must, labels }: { must: Must; labels: QuizLabels }) {
  const lines = requirementsOf(must).map((one) => requirementWords(one, labels))
  return (
    <div className="mend-must">
      <p className="options-help">{labels.mustLead}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Inline text={line} />
          </li>
        ))}
      </ul>
    </div>
  )
}
