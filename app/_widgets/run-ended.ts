/** What a simulator tells the page when its reader has come to the end of a run. */
export type RunEnded = { readonly id: string; readonly file: string }

const NAME = 'run-ended'

/** Tells whoever waits for it on the page: a prediction, a claim that would give the answer away. */
export function tellRunEnded(detail: RunEnded): void {
  document.dispatchEvent(new CustomEvent<RunEnded>(NAME, { detail }))
}

/** @returns what ends the listening */
export function onRunEnded(listener: (run: RunEnded) => void): () => void {
  const take = (event: Event) => listener((event as CustomEvent<RunEnded>).detail)
  document.addEventListener(NAME, take)
  return () => document.removeEventListener(NAME, take)
}
