import type { StageMoment } from './use-stage'

/** The moments of a stage, as links to the passages about them: a press scrolls the prose, and the stage follows. */
export function StageTabs(props: { moments: readonly StageMoment[]; now: string | null; label: string }) {
  const { moments, now, label } = props
  return (
    <nav className="stage-tabs" aria-label={label}>
      <ol>
        {moments.map(({ id, title }, i) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === now ? 'step' : undefined}>
              <span>{i + 1}</span> {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
