import { useEffect, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { Reader } from '@/app/_widgets/simulator'
import { runFiles as en } from '@/lib/i18n/en/run-files'
import { runFiles as ko } from '@/lib/i18n/ko/run-files'
import { hexDump } from '@/lib/player/hex'
import './run-files.css'

/** Bytes of a file that are shown, and files that are listed. */
const MOST_BYTES = 16_384
const MOST_FILES = 100

/** The files that the program has made or has open, at the moment that is shown, and what is in one of them. */
export function RunFiles({ locale, reader }: { locale: 'ko' | 'en'; reader: Reader }) {
  const m = locale === 'ko' ? ko : en
  const { inodes } = reader.frame.view
  const [chosen, setChosen] = useState<number | null>(null)
  const [isHex, setHex] = useState(false)
  const bytes = useBytes(reader, chosen)
  const file = inodes.find(({ id }) => id === chosen)
  if (inodes.length === 0) return <p className="lab-run-files">{m.none}</p>
  return (
    <div className="lab-run-files">
      <ul>
        {inodes.slice(0, MOST_FILES).map(({ id, name, size, links, opens }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === chosen}
              onClick={() => setChosen(id === chosen ? null : id)}
            >
              <code>{name}</code> <small>{fill(m.about, { size, links, opens })}</small>
            </button>
          </li>
        ))}
      </ul>
      {file && bytes && (
        <section aria-label={file.name}>
          <p>
            <button
              type="button"
              className="button button-small"
              aria-pressed={isHex}
              onClick={() => setHex(!isHex)}
            >
              {m.hex}
            </button>
            {file.size > bytes.length && <small>{fill(m.cut, { n: bytes.length })}</small>}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys */}
          <pre tabIndex={0}>
            {bytes.length === 0 ? m.empty : isHex ? hexDump(bytes) : new TextDecoder().decode(bytes)}
          </pre>
        </section>
      )}
    </div>
  )
}

/** What is in a file now; what was in it a moment ago stands until the engine has answered. */
function useBytes({ frame, inquire }: Reader, inode: number | null): Uint8Array | null {
  const [read, setRead] = useState<{ readonly inode: number; readonly bytes: Uint8Array | null } | null>(null)
  useEffect(() => {
    if (inode === null) return
    let isOld = false
    inquire({ kind: 'file', position: frame.position, inode, most: MOST_BYTES }, (reply) => {
      if (!isOld) setRead({ inode, bytes: 'bytes' in reply ? reply.bytes : null })
    })
    return () => {
      isOld = true
    }
  }, [frame, inquire, inode])
  return read && read.inode === inode ? read.bytes : null
}
