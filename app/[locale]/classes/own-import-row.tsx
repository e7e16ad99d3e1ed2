import { useState } from 'react'
import { ItemPreview } from '@/app/_quiz/item-preview'
import type { QuizLabels } from '@/app/_quiz/label'
import { sentenceOf } from '@/app/_ui/attempt'
import { Inline, plain } from '@/app/_ui/inline'
import type { ownImport } from '@/lib/i18n/en/own-import'
import type { OwnFault } from '@/lib/own-item/fault'
import type { Taken } from '@/lib/own-item/take'
import type { PublicItem } from '@/lib/quiz/item'
import { checkOwnItem } from './actions'
import type { ClassLabels } from './class-forms'
import { faultWords, type OwnLabels } from './own-field'

/** A question of a file. `at`: its place in it; `faults`: what the server found wrong with it. */
export type Row = Taken & {
  readonly at: number
  readonly name: string
  readonly state: 'read' | 'saved' | 'faulty'
  readonly faults: readonly OwnFault[]
}

/** One question of a file: what it is, what is wrong with it, and how a learner would see it. */
export function ImportedRow(props: {
  row: Row
  locale: 'ko' | 'en'
  classId: string
  labels: ClassLabels
  words: OwnLabels
  imports: typeof ownImport
  quiz: QuizLabels
}) {
  const { row, locale, classId, labels, words, imports, quiz } = props
  const [shown, setShown] = useState<PublicItem | string | readonly OwnFault[] | null>(null)
  async function preview() {
    if (!('draft' in row)) return
    try {
      const result = await checkOwnItem(classId, { own: null, locale }, row.draft)
      // Several are open at a time, each with names of its own.
      if (result.ok) setShown({ ...result.item, id: `${result.item.id}-${row.at}` })
      else setShown(result.code === 'faulty' ? result.faults : sentenceOf(result, labels))
    } catch {
      setShown(labels.errors.offline)
    }
  }
  const faults = isFaults(shown) ? shown : row.faults
  return (
    <li>
      <b>
        <Inline text={plain(row.name)} />
      </b>{' '}
      {row.state === 'saved' && <small>{imports.saved}</small>}
      {row.state === 'faulty' && <small>{imports.notSaved}</small>}
      {'why' in row && <p className="class-note">{imports.whyNot[row.why]}</p>}
      {faults.map((fault) => (
        <p key={`${fault.field} ${fault.code}`} className="field-error">
          <span>
            <Inline text={faultWords(fault, words)} />
          </span>
        </p>
      ))}
      {'draft' in row && shown === null && row.state !== 'saved' && (
        <button type="button" className="button button-small" onClick={() => void preview()}>
          {imports.preview}
          <span className="visually-hidden">: {plain(row.name)}</span>
        </button>
      )}
      {typeof shown === 'string' && (
        <p role="alert" className="field-error">
          {shown}
        </p>
      )}
      {shown !== null && typeof shown === 'object' && !isFaults(shown) && (
        <ItemPreview item={shown} locale={locale} labels={quiz} />
      )}
    </li>
  )
}

function isFaults(shown: PublicItem | string | readonly OwnFault[] | null): shown is readonly OwnFault[] {
  return Array.isArray(shown)
}
