import { plain } from '@/app/_ui/inline'
import { markedParts } from '@/lib/search/mark'
import type { Hit } from '@/lib/search/rank'
import { Marked } from '../search/marked'

/** One thing that can be opened from the window that finds. The field keeps the focus, so a row is no stop of the Tab key. */
export function FindRow(props: {
  id: string
  /** What its group is called, where it begins one. */
  head: string | null
  row: { readonly href: string; readonly hit: Hit | null; readonly text: string }
  query: string
  spellings: ReadonlyMap<string, number>
  isChosen: boolean
  onOpen: () => void
  onHover: () => void
}) {
  const { id, head, row, query, spellings, isChosen, onOpen, onHover } = props
  const parts = (text: string) => markedParts(plain(text), row.hit ? query : '', spellings)
  return (
    <>
      {head && (
        <p className="find-head" role="presentation">
          {head}
        </p>
      )}
      <a
        id={id}
        role="option"
        aria-selected={isChosen}
        tabIndex={-1}
        className="find-row"
        href={row.href}
        onPointerMove={onHover}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onOpen()
        }}
      >
        <span>
          <Marked parts={parts(row.text)} />
        </span>
        {row.hit && row.hit.note !== '' && (
          <small>
            <Marked parts={parts(row.hit.note)} />
          </small>
        )}
      </a>
    </>
  )
}
