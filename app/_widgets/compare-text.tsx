import { taskLetter } from '@/lib/engine/task-letter'
import type { ComparePicture, Comparison } from '@/lib/player/compare'
import type { LockStep } from '@/lib/player/lockstep'
import { fill } from '../_ui/fill'
import { type CompareWords, factWord, possessionSpeech, type SideNames } from './compare-word'
import type { Labels } from './label'

/** Steps that are listed at most, around the present one. */
const MOST = 40

/** Two runs as tables: what the tasks have now, and step by step what each did. */
export function CompareText(props: {
  comparison: Comparison
  picture: ComparePicture
  names: SideNames
  words: CompareWords
  labels: Labels
}) {
  const { comparison, picture, names, words, labels } = props
  const { columns, facts, parting, left, right } = comparison
  const from = Math.max(0, Math.min(columns.length - MOST, picture.column - MOST / 2))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-text" aria-label={labels.asText} tabIndex={0}>
      <table>
        <caption>{words.shared}</caption>
        <Head first="" names={names} />
        <tbody>
          {facts.map((fact, i) => (
            <tr key={`${fact.kind} ${fact.name}`}>
              <th scope="row">{factWord(fact, words)}</th>
              {(['left', 'right'] as const).map((side) => (
                <td key={side}>
                  {(picture[side].possessions[i] ?? [])
                    .map((possession) => possessionSpeech(fact, possession, words))
                    .join(' · ')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{words.strip}</caption>
        <Head first={words.step} names={names} />
        <tbody>
          {columns.slice(from, from + MOST).map((at, i) => {
            const number = from + i + 1
            return (
              <tr key={number} aria-current={number === picture.column ? 'step' : undefined}>
                <th scope="row">
                  {number}
                  {number === parting?.column && ` ◇ ${words.partsHere}`}
                </th>
                <td>{stepWord(left.steps[(at.left ?? 0) - 1], labels)}</td>
                <td>{stepWord(right.steps[(at.right ?? 0) - 1], labels)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Head({ first, names }: { first: string; names: SideNames }) {
  return (
    <thead>
      <tr>
        {first === '' ? <td /> : <th scope="col">{first}</th>}
        <th scope="col">{names.left}</th>
        <th scope="col">{names.right}</th>
      </tr>
    </thead>
  )
}

function stepWord(step: LockStep | undefined, labels: Labels): string {
  if (!step) return '–'
  const line = step.line > 0 ? `${fill(labels.line, { n: step.line })} ` : ''
  return `${taskLetter(step.task)} ${line}${step.text}`
}
