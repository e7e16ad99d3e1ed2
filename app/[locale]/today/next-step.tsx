import { Icon } from '@/app/_ui/icon'
import type { NextWords } from './next-words'

/** What to do next, with its reason and one button.
 *  @param level of its heading */
export function NextStep({ words, level = 1 }: { words: NextWords; level?: 1 | 2 }) {
  const { over, title, lead, open, href, also } = words
  const Title = `h${level}` as const
  return (
    <section className="today-next" aria-labelledby="next">
      <p className="today-over">{over}</p>
      <Title id="next">{title}</Title>
      <p className="today-lead">{lead}</p>
      <p className="today-go">
        <a className="button button-primary button-large" href={href}>
          {open}
          <Icon name="arrow-right" />
        </a>
        {also.map((one) => (
          <a key={one.href} className="link" href={one.href}>
            {one.text}
          </a>
        ))}
      </p>
    </section>
  )
}
