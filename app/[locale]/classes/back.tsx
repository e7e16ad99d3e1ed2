/** The way back to where a page of a class was opened from. */
export function Back({ href, label }: { href: string; label: string }) {
  return (
    <p className="class-back">
      <a className="link" href={href}>
        {label}
      </a>
    </p>
  )
}
