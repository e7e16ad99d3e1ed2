import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import type { Frame } from './frame'
import type { Labels } from './label'

const SHOWN = 24

/** Pipes, sockets, shared pages and files with the bytes inside them, and who holds which end. */
export function ChannelPanel({ frame, labels }: { frame: Frame; labels: Labels }) {
  return (
    <section className="sim-channels" aria-label={labels.channels}>
      {(frame.still ?? frame.view).pipes.map((channel) => (
        <div key={channel.name} className="sim-channel">
          <h4>{channel.name}</h4>
          <div className="sim-tube">
            <Ends ends={channel.writers} label={labels.writers} />
            <ol className="sim-bytes">
              {channel.bytes.slice(0, SHOWN).map((b, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a byte is known by its place alone
                <li key={`${i + 1}`} className={b.task < 0 ? '' : taskClass(b.task)}>
                  {printable(b.byte)}
                </li>
              ))}
              {channel.length > SHOWN && <li className="more">…</li>}
            </ol>
            <Ends ends={channel.readers} label={labels.readers} />
          </div>
          <p>
            {channel.capacity === null
              ? fill(labels.bytes, { n: channel.length })
              : fill(labels.capacity, { n: channel.length, capacity: channel.capacity.toLocaleString('en') })}
          </p>
        </div>
      ))}
    </section>
  )
}

function Ends({ ends, label }: { ends: readonly { task: number; fd: number }[]; label: string }) {
  return (
    <ul className="sim-ends" aria-label={label}>
      {ends.map((end) => (
        <li key={`${end.task}-${end.fd}`}>
          <TaskChip index={end.task} size={18} label={taskLetter(end.task)} />
          <span>fd {end.fd}</span>
        </li>
      ))}
    </ul>
  )
}

function printable(byte: number): string {
  if (byte === 10) return '↵'
  if (byte === 0) return '␀'
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(16).padStart(2, '0')
}
