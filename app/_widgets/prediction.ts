/** Which runs of the page a reader has predicted; their figures then no longer keep back what is to come. */
const predicted = new Set<string>()
const NAME = 'run-predicted'

/** A prediction of a simulator's run is kept. */
export function tellPredicted(sim: string): void {
  predicted.add(sim)
  document.dispatchEvent(new CustomEvent<string>(NAME, { detail: sim }))
}

/** Calls `listener` once a prediction is kept, at once where one is already.
 *  @returns what ends the listening */
export function onPredicted(sim: string, listener: () => void): () => void {
  if (predicted.has(sim)) listener()
  const take = (event: Event) => {
    if ((event as CustomEvent<string>).detail === sim) listener()
  }
  document.addEventListener(NAME, take)
  return () => document.removeEventListener(NAME, take)
}
