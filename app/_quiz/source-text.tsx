/** The text of a program with the numbers by which its lines are named; copied without them. */
export function SourceText({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys
    <pre tabIndex={0} className="source-text">
      {text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place alone
          <code key={i}>{`${line}\n`}</code>
        ))}
    </pre>
  )
}
