'use client'

import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import type { Placed } from '@/lib/quiz/item'
import { inOrder } from '@/lib/quiz/order'
import type { FormProps } from './form'
import type { QuizLabels } from './label'
import { stemId } from './stem-id'
import { type Named, nameOf } from './use-slots'
import { type TreeBuilder, useTree } from './use-tree'
import './tree.css'

/** Processes are put below the one that made each; the right tree stands beside the own one once it is known. */
export default function TreeForm(props: FormProps<'tree'>) {
  const { item, now, answer, revealed, isLocked, labels, onAnswer } = props
  const processes = inOrder(item.processes, now.seed, item.id)
  const placed = answer?.placed ?? {}
  const key = revealed?.placed ?? null
  const builder = useTree({
    processes,
    root: item.root,
    placed,
    labels,
    onPlaced: (next) => onAnswer(Object.keys(next).length === 0 ? null : { kind: 'tree', placed: next }),
  })
  const loose = processes.filter(({ id }) => id !== item.root && !(id in placed))
  const drawn = { processes, root: item.root, labels }
  const isWrong = key !== null && Object.entries(key).some(([id, parent]) => placed[id] !== parent)
  return (
    <fieldset className="slots trees" ref={builder.fieldset} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.treeHelp}</p>
      {!isLocked && loose.length > 0 && (
        <fieldset className="things">
          <legend>{labels.treeLoose}</legend>
          {loose.map(({ id, text }) => (
            <button
              key={id}
              type="button"
              className="thing"
              data-process={id}
              aria-pressed={builder.held === id}
              onClick={() => builder.press(id)}
              onKeyDown={(event) => builder.onKeyDown(event, id)}
            >
              <Inline text={text} />
            </button>
          ))}
        </fieldset>
      )}
      <div className="tree-pair">
        <figure>
          <figcaption>{labels.treeMine}</figcaption>
          <ul>
            <Own
              {...drawn}
              id={item.root}
              placed={placed}
              verdict={key}
              isLocked={isLocked}
              builder={builder}
            />
          </ul>
        </figure>
        {isWrong && (
          <figure>
            <figcaption>{labels.treeReal}</figcaption>
            <ul>
              <Real {...drawn} id={item.root} placed={key} />
            </ul>
          </figure>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {builder.said}
      </p>
    </fieldset>
  )
}

type Drawn = {
  readonly processes: readonly Named[]
  readonly root: string
  readonly labels: QuizLabels
  readonly id: string
  readonly placed: Placed
}

/** A process and all below it, as a list in a list. */
function Own(
  props: Drawn & {
    /** Who is whose child, once that is known. */
    readonly verdict: Placed | null
    readonly isLocked: boolean
    readonly builder: TreeBuilder
  },
) {
  const { processes, root, labels, id, placed, verdict, isLocked, builder } = props
  const { held, press, canTake, onKeyDown } = builder
  const isRoot = id === root
  const judged = verdict === null || isRoot ? null : placed[id] === verdict[id] ? 'right' : 'wrong'
  const words = [placeWords(props)]
  if (judged === 'right') words.push(labels.stateRight)
  if (judged === 'wrong')
    words.push(labels.stateWrong, fill(labels.belongs, { name: nameOf(processes, verdict?.[id]) }))
  return (
    <li>
      <button
        type="button"
        className={`slot${judged ? ` slot-${judged}` : ''}${canTake(id) ? ' tree-takes' : ''}`}
        data-process={id}
        aria-pressed={held === id}
        disabled={isLocked}
        onClick={() => press(id)}
        onKeyDown={(event) => onKeyDown(event, id)}
      >
        <Inline text={processes.find((one) => one.id === id)?.text ?? ''} />
        <span className="visually-hidden">, {words.join(', ')}</span>
        {judged && <Icon name={judged === 'right' ? 'check' : 'cross'} size={14} bold />}
      </button>
      <Below {...props}>{(child) => <Own key={child} {...props} id={child} />}</Below>
    </li>
  )
}

function Real(props: Drawn) {
  const { processes, id } = props
  return (
    <li>
      <span className="slot">
        <Inline text={processes.find((one) => one.id === id)?.text ?? ''} />
        <span className="visually-hidden">, {placeWords(props)}</span>
      </span>
      <Below {...props}>{(child) => <Real key={child} {...props} id={child} />}</Below>
    </li>
  )
}

function placeWords({ processes, root, labels, id, placed }: Drawn): string {
  return id === root ? labels.treeFirst : fill(labels.treeChild, { name: nameOf(processes, placed[id]) })
}

function Below(props: Drawn & { readonly children: (child: string) => React.ReactNode }) {
  const { processes, placed, id, children } = props
  const own = processes.filter((one) => placed[one.id] === id)
  return own.length > 0 ? <ul>{own.map((one) => children(one.id))}</ul> : null
}
