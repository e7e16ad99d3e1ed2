import { Icon } from '@/app/_ui/icon'
import { lostOrderWords } from '@/app/_widgets/lost-order'
import type { LostOrder } from '@/lib/player/lost-order'
import type { LabLabels } from './settings'

/** What is said above a run.
 *  @param said of what was done last
 *  @param lost what of the order that was asked for is not in the run
 *  @param onFree runs the program without that order */
export function Notice(props: {
  said: string
  isStale: boolean
  lost: LostOrder | undefined
  labels: LabLabels
  onFree: () => void
}) {
  const { said, isStale, lost, labels, onFree } = props
  return (
    <div className="lab-notice" role="status">
      {said && <p>{said}</p>}
      {isStale && !said && <p>{labels.changed}</p>}
      {lost && !isStale && (
        <>
          <p>
            <Icon name="warning" size={16} /> {lostOrderWords(lost, labels.lostOrder)} {labels.lostOrderHelp}
          </p>
          <button type="button" className="button button-small" onClick={onFree}>
            {labels.runFreely}
          </button>
        </>
      )}
    </div>
  )
}
