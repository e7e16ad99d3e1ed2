import { taskLetter } from '@/lib/engine/task-letter'
import type { ComparePicture } from '@/lib/player/compare'
import type { Fact, Possession } from '@/lib/player/compare-fact'
import { TaskChip, taskClass } from '../_ui/task-chip'
import {
  type CompareWords,
  factGroups,
  factWord,
  isSame,
  possessionWord,
  type SideNames,
} from './compare-word'

/** Boxes of a side at most; what is left is one more, with its number. */
const MOST = 4

/** What is said to be unlike when it is: numbers of processes and addresses would always be. */
const UNLIKE: ReadonlySet<Fact['kind']> = new Set(['variable', 'held', 'output'])

/** What the tasks of both runs have, each thing between its two sides: one double box for what they have together, a box
 *  in its owner's colour for what each has alone. */
export function CompareFacts(props: {
  facts: readonly Fact[]
  picture: ComparePicture
  names: SideNames
  words: CompareWords
}) {
  const { facts, picture, names, words } = props
  return (
    <div className="compare-facts">
      <p className="compare-sides" aria-hidden="true">
        <b>{names.left}</b>
        <b>{names.right}</b>
      </p>
      {factGroups(facts, names, words).map(({ key, title, facts: found }) => (
        <section key={key} aria-label={title}>
          <p className="compare-group" aria-hidden="true">
            <span>{title}</span>
          </p>
          {found.map((i) => {
            const fact = facts[i]
            if (!fact) return null
            const [left, right] = [picture.left.possessions[i] ?? [], picture.right.possessions[i] ?? []]
            const isAlike = isSame(left, right)
            return (
              <div key={`${fact.kind} ${fact.name}`} className="compare-fact">
                <Boxes fact={fact} has={left} side={names.left} words={words} />
                <p className="compare-name">
                  {fact.kind === 'variable' ? <code>{fact.name}</code> : factWord(fact, words)}
                  {!isAlike && UNLIKE.has(fact.kind) && (
                    <span className="compare-unlike" role="img" aria-label={words.differs}>
                      ≠
                    </span>
                  )}
                </p>
                <Boxes fact={fact} has={right} side={names.right} words={words} />
              </div>
            )
          })}
        </section>
      ))}
    </div>
  )
}

function Boxes(props: { fact: Fact; has: readonly Possession[]; side: string; words: CompareWords }) {
  const { fact, has, side, words } = props
  const shown = has.length > MOST ? has.slice(0, MOST - 1) : has
  return (
    <div className={`compare-boxes of-${Math.min(shown.length, MOST)}`}>
      <span className="visually-hidden">{side}: </span>
      {shown.map((possession) => (
        <Box
          key={possession.owners.join(' ')}
          fact={fact}
          possession={possession}
          isTogether={has.length === 1}
          words={words}
        />
      ))}
      {shown.length < has.length && <span className="compare-box more">+ {has.length - shown.length}</span>}
    </div>
  )
}

function Box(props: { fact: Fact; possession: Possession; isTogether: boolean; words: CompareWords }) {
  const { fact, possession, isTogether, words } = props
  const { owners, state, old } = possession
  const tone = isTogether ? 'together' : taskClass(owners[0] ?? 0)
  return (
    <span className={`compare-box ${tone} ${state}`}>
      <span className="compare-owners">
        {owners.map((task) => (
          <TaskChip
            key={task}
            index={task}
            size={18}
            label={taskLetter(task)}
            look={state === 'there' || state === 'nothing' ? 'running' : 'runnable'}
          />
        ))}
      </span>
      <span className="compare-value">
        {old !== null && old !== possession.value && <s>{old}</s>}
        {old !== null ? (
          <mark className="sim-mark">{possessionWord(fact, possession, words)}</mark>
        ) : (
          possessionWord(fact, possession, words)
        )}
      </span>
    </span>
  )
}
