'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { MockSettings } from '@/lib/interview/mock'
import { clockWords } from './clock-words'
import type { MockLabels } from './mock-card'
import { listen } from './speech'

/** One's own words, typed or recognized from speech. Where changing is not allowed, words can only be added. */
export function WordsField(props: {
  settings: MockSettings
  locale: 'ko' | 'en'
  labels: MockLabels
  text: string
  onText: (text: string) => void
  left: number
}) {
  const { settings, locale, labels, text, onText, left } = props
  const field = useId()
  const latest = useRef(text)
  latest.current = text
  const write = (value: string) => {
    if (settings.mayEdit || value.startsWith(text)) onText(value)
  }
  const speech = useSpeech(locale, (words) => onText(`${latest.current} ${words}`.trim()))
  return (
    <div className="field mock-words">
      <label htmlFor={field}>{labels.yourAnswer}</label>
      {settings.input === 'spoken' && speech.isThere && (
        <p className="mock-speech">
          <button
            type="button"
            className="button button-small"
            aria-pressed={speech.isListening}
            onClick={speech.toggle}
          >
            {speech.isListening ? labels.stopListening : labels.listen}
          </button>
          <span role="status">
            {speech.isListening ? labels.listening : speech.hasFailed ? labels.listenFailed : ''}
          </span>
        </p>
      )}
      <textarea id={field} rows={8} value={text} onChange={(event) => write(event.target.value)} />
      <p className="field-help">{fill(labels.answerLeft, { time: clockWords(left) })}</p>
    </div>
  )
}

function useSpeech(locale: 'ko' | 'en', onWords: (words: string) => void) {
  const [isListening, setListening] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const [isThere, setThere] = useState(true)
  const stop = useRef<(() => void) | null>(null)
  const tell = useRef(onWords)
  tell.current = onWords
  useEffect(() => () => stop.current?.(), [])
  const toggle = async () => {
    if (isListening) return stop.current?.()
    setFailed(false)
    stop.current = await listen(
      locale,
      (words) => tell.current(words),
      (failed) => {
        setListening(false)
        setFailed(failed)
      },
    )
    if (stop.current) setListening(true)
    else setThere(false)
  }
  return { isListening, hasFailed, isThere, toggle: () => void toggle() }
}
