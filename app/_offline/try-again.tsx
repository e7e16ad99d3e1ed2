'use client'

/** Loads the page once more, whatever its address. */
export function TryAgain({ words }: { words: string }) {
  return (
    <button type="button" className="button button-primary" onClick={() => location.reload()}>
      {words}
    </button>
  )
}
