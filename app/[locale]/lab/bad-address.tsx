import { taskLetter } from '@/lib/engine/task-letter'
import { badAddress as en } from '@/lib/i18n/en/bad-address'
import { badAddress as ko } from '@/lib/i18n/ko/bad-address'
import type { BadAddress, Mapped } from '@/lib/player/bad-address'
import './bad-address.css'

/** Where the access that ended a program pointed, what is mapped beside it, and what lies there. */
export function BadAddressView(props: { locale: 'ko' | 'en'; bad: BadAddress }) {
  const { locale, bad } = props
  const m = locale === 'ko' ? ko : en
  const { address, inside, below, above, gone, pointer, why } = bad
  const letter = taskLetter(bad.task)
  const name = ({ kind, task }: Mapped) => {
    const word = m.segments[kind]
    return task === null ? word : m.stackOf(word, taskLetter(task))
  }
  const nearest = why === 'nothing' ? nearestOf(bad) : null
  const sentences = [
    m.access(letter, bad, hex(address)),
    why === 'gone' && gone && m.why.gone(name(gone.mapped), gone.line),
    why === 'forbidden' && inside && m.why.forbidden(name(inside), inside),
    why === 'jump' && inside && m.why.jump(name(inside)),
    why === 'stack' && m.why.stack(letter),
    (why === 'null' || why === 'nothing') && m.why[why](),
    nearest &&
      m.nearest({
        segment: name(nearest.mapped),
        bytes: nearest.bytes.toLocaleString('en'),
        isBehind: nearest.isBehind,
      }),
    pointer && m.pointer(pointer.name, Math.abs(pointer.offset).toLocaleString('en'), pointer.offset),
  ].filter((sentence) => typeof sentence === 'string')
  const there =
    inside !== null
      ? name(inside)
      : gone
        ? m.wasThere(name(gone.mapped))
        : why === 'null'
          ? m.isNull
          : m.unmapped
  return (
    <details className="bad-address" open>
      <summary>{m.title}</summary>
      <div>
        <div className="bad-map" aria-hidden="true">
          {above && (
            <>
              <span>{hex(above.start)}</span>
              <b>{name(above)}</b>
            </>
          )}
          {!inside && above && <Gap />}
          <span className="hit">{hex(address)} →</span>
          <b className={inside ? 'hit' : 'hit none'}>{there}</b>
          {!inside && below && <Gap />}
          {below && (
            <>
              <span>{hex(below.end)}</span>
              <b>{name(below)}</b>
            </>
          )}
        </div>
        <p>{sentences.join(' ')}</p>
      </div>
    </details>
  )
}

/** Addresses between what is drawn. */
function Gap() {
  return (
    <>
      <span />
      <b className="none" />
    </>
  )
}

/** The nearer one of what is mapped below and above. */
function nearestOf({ address, below, above }: BadAddress) {
  const behind = below && { mapped: below, bytes: address - below.end, isBehind: true }
  const before = above && { mapped: above, bytes: above.start - address, isBehind: false }
  if (!behind || !before) return behind ?? before
  return behind.bytes <= before.bytes ? behind : before
}

function hex(address: number): string {
  return `0x${address.toString(16)}`
}
