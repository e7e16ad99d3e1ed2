import { type CodeToken, codeClass, highlightLines } from '@/lib/content/highlight'

/** A C program as a listing with line numbers. Pages draw it on the server: a highlighter reaches the browser only with a
 *  program that the page did not know. */
export function Program({ file, source, label }: { file: string; source: string; label: string }) {
  const lines = highlightLines(source)
  return (
    <figure className="program">
      <figcaption>{file}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={`${label} ${file}`}>
        <pre>
          <code>
            {lines.map((tokens, i) => (
              // A line is identified by its number.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <span className="program-line" key={i}>
                <span className="program-number" aria-hidden="true">
                  {i + 1}
                </span>
                <Tokens tokens={tokens} />
                {'\n'}
              </span>
            ))}
          </code>
        </pre>
      </section>
    </figure>
  )
}

function Tokens({ tokens }: { tokens: readonly CodeToken[] }) {
  return tokens.map(({ kind, text }, i) => {
    const className = codeClass(kind)
    if (!className) return text
    // Tokens of a line never move among themselves.
    const key = `${i}`
    return (
      <span className={className} key={key}>
        {text}
      </span>
    )
  })
}
