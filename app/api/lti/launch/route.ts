import { takeLaunch } from '@/lib/lti/launch'
import { readForm } from '../../answer'
import { goTo, localeHere, onTheWay, toPage } from '../way'

/** Takes what a platform says of who comes. The form is the platform's page's, so that no cookie of ours comes along: who is signed in
 *  here, and whether it is the browser in which this began, is asked by the address that it goes on to. */
export function POST(request: Request): Promise<Response> {
  return onTheWay(async () => {
    const taken = await takeLaunch((await readForm(request)) ?? {})
    if (!taken.ok) return toPage(await localeHere(), { code: taken.code })
    return goTo(`/api/lti/enter?${new URLSearchParams({ ticket: taken.ticket })}`)
  })
}
