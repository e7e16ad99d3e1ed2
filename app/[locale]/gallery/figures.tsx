import { Simulator } from '@/app/_widgets/simulator'
import { compile } from '@/lib/engine'
import { event as enEvent } from '@/lib/i18n/en/event'
import type { gallery } from '@/lib/i18n/en/gallery'
import type { simulator } from '@/lib/i18n/en/simulator'
import { event as koEvent } from '@/lib/i18n/ko/event'
import type { Locale } from '@/lib/i18n/locale'
import { frameAt } from '@/lib/player/frame'
import type { FigurePart } from '@/lib/player/part'
import { openSession, type RunInput } from '@/lib/player/session'
import { shapeOf } from '@/lib/player/shape'
import { type Specimen, specimensOf } from './specimen'
import '@/app/_widgets/simulator.css'

/** One figure in each of its states. */
export function FigureSpecimens(props: {
  part: FigurePart
  locale: Locale
  words: typeof gallery
  labels: typeof simulator
}) {
  const { part, locale, words, labels } = props
  return specimensOf(part).map((specimen) => (
    <section key={specimen.state} className="gallery-specimen" aria-labelledby={`state-${specimen.state}`}>
      <h2 id={`state-${specimen.state}`}>
        {labels[part]}: {words.states[specimen.state]}
      </h2>
      <FigureSpecimen
        part={part}
        specimen={specimen}
        title={titleOf(part, specimen, words)}
        locale={locale}
        labels={labels}
      />
    </section>
  ))
}

/** Where a figure answers the question that it is drawn for, the question. */
function titleOf(part: FigurePart, { state }: Specimen, { asked, states }: typeof gallery): string {
  return state === 'asked' && part in asked ? asked[part as keyof typeof asked] : states[state]
}

function FigureSpecimen(props: {
  part: FigurePart
  specimen: Specimen
  title: string
  locale: Locale
  labels: typeof simulator
}) {
  const { part, specimen, title, locale, labels } = props
  const { state, file, text, config, schedule, grain, made } = specimen
  const input: RunInput = {
    files: [{ name: file, text }],
    config,
    schedule,
    grain,
    locale,
    parts: [part],
  }
  const session = openSession(input, compile(input.files), locale === 'ko' ? koEvent : enEvent)
  const shape = shapeOf(session)
  return (
    <Simulator
      id={`${part}-${state}`}
      title={title}
      input={input}
      shape={shape}
      frame={frameAt(session, Math.round(made * shape.length))}
      labels={labels}
    />
  )
}
