import { type FormEvent, startTransition, useActionState } from 'react'

/** What a form does when it is sent, once at a time: a second press while the first is under way is none. What was typed
 *  stays, whatever comes of it: React empties only a form whose `action` is given to it.
 *  @param act is given what was typed and must not throw; what it returns is the form's state from then on
 *  @returns `onSubmit` for the form; `busy` until `act` has returned */
export function useFormAction<State>(act: (typed: FormData) => Promise<State>, initial: State) {
  const [state, send, busy] = useActionState(
    (_before: State, typed: FormData) => act(typed),
    initial as Awaited<State>,
  )
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    if (!busy) startTransition(() => send(typed))
  }
  return { state, busy, onSubmit }
}

/** Goes to another page. Nothing comes after that here, so whoever waits for it stays busy until this page is gone. */
export function leaveFor(address: string): Promise<never> {
  location.assign(address)
  return new Promise(() => {})
}
