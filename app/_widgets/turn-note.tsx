import { fill } from '../_ui/fill'
import type { Labels } from './label'
import type { Reader } from './simulator'
import './turn.css'

/** Says of a run at which step it was decided how it ends, and leads there.
 *  @param isLost decided is that it does not end as was asked */
export function TurnNote(props: {
  turn: number
  isLost?: boolean | undefined
  reader: Reader
  labels: Labels
}) {
  const { turn, isLost = false, reader, labels } = props
  const place = { n: turn, of: reader.shape.length }
  const isHere = reader.position === turn
  return (
    <p className="turn-note" data-here={isHere || undefined}>
      <i aria-hidden="true" />
      {isHere ? (
        fill(isLost ? labels.turnLost : labels.turnHere, place)
      ) : (
        <button type="button" className="button button-small" onClick={() => reader.go(turn)}>
          {fill(labels.toTurn, place)}
        </button>
      )}
    </p>
  )
}
