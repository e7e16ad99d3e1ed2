import type { StepPart } from './step'

/** What a step asks for. A comma stays with what stands before it. */
export function StepParts({ parts }: { parts: readonly StepPart[] }) {
  return parts.map(({ title, links }) => (
    <p key={title} className="path-part">
      {title}:{' '}
      {links.map(({ text, href }, i) => (
        <span key={href + text}>
          {i > 0 && ' '}
          <a className="link" href={href}>
            {text}
          </a>
          {i < links.length - 1 && ','}
        </span>
      ))}
    </p>
  ))
}
