/** What is used of the Web Speech API, which TypeScript's DOM types do not have. */
type Recognition = {
  lang: string
  continuous: boolean
  interimResults: boolean
  processLocally?: boolean
  onresult: ((event: RecognitionEvent) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start: () => void
  stop: () => void
}
type RecognitionEvent = {
  readonly resultIndex: number
  readonly results: ArrayLike<{ readonly isFinal: boolean; readonly 0: { readonly transcript: string } }>
}
type Maker = {
  new (): Recognition
  available?: (options: { langs: string[]; processLocally: boolean }) => Promise<string>
}

const LANGUAGES = { ko: 'ko-KR', en: 'en-US' } as const

function maker(): Maker | null {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as {
    SpeechRecognition?: Maker
    webkitSpeechRecognition?: Maker
  }
  return SpeechRecognition ?? webkitSpeechRecognition ?? null
}

/** Whether the browser makes words of speech, and whether it does so on this device (`available`, Web Speech API). */
export async function speechSupport(locale: 'ko' | 'en'): Promise<'none' | 'browser' | 'device'> {
  const known = maker()
  if (!known) return 'none'
  try {
    const local = await known.available?.({ langs: [LANGUAGES[locale]], processLocally: true })
    return local === 'available' ? 'device' : 'browser'
  } catch {
    return 'browser'
  }
}

/** Listens until it is stopped. Where the browser can, on the device.
 *  @param onWords told of each stretch that was understood
 *  @param onEnd told once, with whether it failed
 *  @returns stops it; null where there is no recognition */
export async function listen(
  locale: 'ko' | 'en',
  onWords: (words: string) => void,
  onEnd: (hasFailed: boolean) => void,
): Promise<(() => void) | null> {
  const Known = maker()
  if (!Known) return null
  const recognition = new Known()
  recognition.lang = LANGUAGES[locale]
  recognition.continuous = true
  recognition.interimResults = false
  if ((await speechSupport(locale)) === 'device') recognition.processLocally = true
  let hasFailed = false
  recognition.onresult = ({ resultIndex, results }) => {
    for (let i = resultIndex; i < results.length; i++) {
      const result = results[i]
      if (result?.isFinal) onWords(result[0].transcript.trim())
    }
  }
  recognition.onerror = ({ error }) => {
    hasFailed = error !== 'no-speech' && error !== 'aborted'
  }
  recognition.onend = () => onEnd(hasFailed)
  recognition.start()
  return () => recognition.stop()
}
