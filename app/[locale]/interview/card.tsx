import { sceneLabels } from '@/app/_quiz/label'
import { Inline } from '@/app/_ui/inline'
import { Program } from '@/app/_widgets/listing'
import { type InterviewCard as Card, cardItems } from '@/lib/content/card'
import { markTerms } from '@/lib/content/key-term'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { publicItem } from '@/lib/quiz/publish'
import { Checklist, Mark, Rating, SceneButton } from './answer-part'
import { Answering } from './answering'
import { ModelAnswer } from './model-answer'

/** One interview card: a question to answer; then the model answer, the questions that follow and the program that proves
 *  it. `level` is that of its heading. */
export function InterviewCard({ card, locale, level }: { card: Card; locale: Locale; level: 1 | 3 }) {
  const m = messages(locale).interview
  const levels = [m.rate1, m.rate2, m.rate3, m.rate4]
  const Title = `h${level}` as const
  const Part = level === 1 ? 'h2' : 'h4'
  const item = cardItems().find((one) => one.id === card.id)
  if (!item) throw new Error(`there is no card ${card.id}`)
  return (
    <article className="card" id={`card-${card.id}`} aria-labelledby={`question-${card.id}`}>
      <Answering
        clock={{
          title: m.speak,
          note: m.speakNote,
          start: m.speakStart,
          stop: m.speakStop,
          again: m.speakAgain,
          time: m.speakTime,
        }}
        labels={{ write: m.write, reveal: m.reveal, unable: m.unable, yours: m.yours }}
        head={
          <>
            {card.topic && (
              <p className="card-about">
                <span>{card.topic.name}</span> {m.askedBy(card.asked)}
              </p>
            )}
            <Title className="card-question" id={`question-${card.id}`} tabIndex={-1}>
              <Inline text={card.question} />
            </Title>
            <Mark
              itemId={card.id}
              locale={locale}
              labels={{ levels, last: m.lastRated, due: m.comesBack, now: m.dueNow }}
            />
          </>
        }
        answer={
          <>
            <ModelAnswer
              heading={
                <Part className="card-part" tabIndex={-1}>
                  {m.model}
                </Part>
              }
              short={<Paragraphs text={markTerms(card.short, locale)} />}
              long={<Paragraphs text={markTerms(card.long, locale)} />}
              labels={{ short: m.short, long: m.long, length: m.length }}
            />
            {card.common && (
              <div className="card-common">
                <Part className="card-part">{m.common}</Part>
                <p>
                  <Inline text={card.common} />
                </p>
              </div>
            )}
            <Checklist
              heading={m.points}
              level={level === 1 ? 2 : 4}
              points={card.points.map((point) => ({
                text: <Inline text={point.text} />,
                detail: <Inline text={point.detail} />,
              }))}
            />
            <Rating
              item={publicItem(item, locale, 0)}
              labels={{
                title: m.rate,
                levels,
                notes: [m.rate1Note, m.rate2Note, m.rate3Note, m.rate4Note],
                saved: m.rated,
                saving: m.rating,
                kept: m.kept,
                signedOut: m.signedOut,
                signIn: messages(locale).account.signIn,
                failed: m.failed,
              }}
            />
          </>
        }
        side={<Proof card={card} locale={locale} Part={Part} />}
      />
    </article>
  )
}

/** The questions that follow, and the run that shows that the answer is true. */
function Proof({ card, locale, Part }: { card: Card; locale: Locale; Part: 'h2' | 'h4' }) {
  const m = messages(locale).interview
  const { file, source, config, stdout, says } = card.proof
  return (
    <>
      <Part className="card-part">{m.followUps}</Part>
      <p className="card-note">{m.followUpsNote}</p>
      <ol className="chain">
        {card.followUps.map(({ question, answer }) => (
          <li key={question}>
            <details>
              <summary>
                <Inline text={question} />
              </summary>
              <p>
                <Inline text={answer} />
              </p>
            </details>
          </li>
        ))}
      </ol>
      <Part className="card-part">{m.proof}</Part>
      <div className="proof">
        <Program file={file} source={source} label={messages(locale).lesson.program} />
        <div className="proof-output">
          <p>{m.output}</p>
          <pre>{stdout}</pre>
        </div>
        <p className="proof-says">
          <Inline text={says} />
        </p>
      </div>
      <SceneButton
        scene={{ file, source, config, schedule: '', step: 0, shows: 'run' }}
        words={m.run}
        locale={locale}
        labels={sceneLabels(messages(locale).quiz)}
      />
    </>
  )
}

function Paragraphs({ text }: { text: string }) {
  return text.split(/\n\s*\n/).map((paragraph) => (
    <p key={paragraph}>
      <Inline text={paragraph} />
    </p>
  ))
}
