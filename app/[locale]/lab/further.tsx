import type { OrderLabels } from '@/app/_widgets/order-word'
import type { Explored } from './use-exploration'

/** Ids of where the races and the map of an exploration are. */
export const RACES = 'lab-races'
export const STATES = 'lab-states'

/** Goes to what is shown of an exploration below the run. */
export function Further({ explored, words }: { explored: Explored; words: OrderLabels }) {
  if (!explored || explored === 'busy' || 'problem' in explored) return null
  return (
    <p className="lab-further">
      {explored.stories.races.length > 0 && <Way to={RACES} word={words.openRace} />}
      {explored.map && <Way to={STATES} word={words.openMap} />}
    </p>
  )
}

function Way({ to, word }: { to: string; word: string }) {
  const go = () => {
    const place = document.getElementById(to)
    place?.focus({ preventScroll: true })
    place?.scrollIntoView({ block: 'start' })
  }
  return (
    <button type="button" className="button button-small" onClick={go}>
      {word}
    </button>
  )
}
