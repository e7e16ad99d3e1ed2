import type { NextWords } from '../today/next-words'

/** What comes next once today's review is done, with its reason. Phrasing alone, so that it can stand in a paragraph. */
export function AfterReview({ words: { over, title, lead, open, href } }: { words: NextWords }) {
  return (
    <>
      <span>
        {over}: <b>{title}</b>. {lead}
      </span>
      <a className="button button-primary" href={href}>
        {open}
      </a>
    </>
  )
}
