/** What a reader does before anything else. */
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'scroll'] as const

let isAwake = false

/** Calls once the reader of this page has begun to do something; at once when they have. So a page that is only opened
 *  fetches nothing of what it could need.
 *  @returns takes the call back */
export function onFirstSign(call: () => void): () => void {
  if (isAwake) {
    call()
    return () => {}
  }
  const stop = () => {
    for (const sign of SIGNS) window.removeEventListener(sign, wake)
  }
  const wake = () => {
    isAwake = true
    stop()
    call()
  }
  for (const sign of SIGNS) window.addEventListener(sign, wake, { passive: true })
  return stop
}
