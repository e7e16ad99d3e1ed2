import { fill } from '@/app/_ui/fill'
import { Say } from '@/app/_widgets/say'
import type { Reader } from '@/app/_widgets/simulator'
import { why as en } from '@/lib/i18n/en/why'
import { why as ko } from '@/lib/i18n/ko/why'
import { whyNot } from '@/lib/player/why'
import './why.css'

/** Tasks of which it is said; of more the followed one and how many others there are. */
const MOST = 40

/** Of each task why it is not running, at the moment that is shown; the one that is followed first. */
export function WhyNot(props: { locale: 'ko' | 'en'; reader: Reader; followed: number }) {
  const { locale, reader, followed } = props
  const m = locale === 'ko' ? ko : en
  const { view } = reader.frame
  const there = view.tasks.filter(({ state }) => state !== 'gone').map(({ index }) => index)
  const all = [...there.filter((task) => task === followed), ...there.filter((task) => task !== followed)]
  if (all.length === 0) return <p className="lab-why">{m.none}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys
    <ul className="lab-why" tabIndex={0}>
      {all.slice(0, MOST).map((task) => {
        const reason = whyNot(view, task)
        return reason && <li key={task}>{<Say narration={m.say(task, reason)} />}</li>
      })}
      {all.length > MOST && <li>{fill(m.more, { n: all.length - MOST })}</li>}
    </ul>
  )
}
