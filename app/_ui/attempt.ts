import { fill } from './fill'

type Done = { readonly ok: true }
type Refusal<Code extends string = string> = {
  readonly ok: false
  readonly code: Code
  readonly seconds?: number
}
/** What is said of each refusal, `{seconds}` being when to come back. */
type Sentences<Code extends string> = { readonly errors: Readonly<Record<Code, string>> }
type CodeOf<Result> = Extract<Result, Refusal>['code']

/** The sentence of a refusal. */
export function sentenceOf<Code extends string>(
  { code, seconds }: Refusal<Code>,
  labels: Sentences<Code>,
): string {
  return fill(labels.errors[code], { seconds: seconds ?? '' })
}

/** Runs an action and goes on from there; whatever goes wrong comes back as a sentence, null when it went well. */
export async function attempt<Result extends Done | Refusal>(
  labels: Sentences<CodeOf<Result> | 'offline'>,
  act: () => Promise<Result>,
  goOn: (done: Extract<Result, Done>) => Promise<void> | void = () => {},
): Promise<string | null> {
  try {
    const result = await act()
    if (!result.ok) return sentenceOf<CodeOf<Result>>(result, labels)
    await goOn(result as Extract<Result, Done>)
    return null
  } catch {
    return labels.errors.offline
  }
}
