/** People who come from the platform of the tests by its links, each in a browser of their own. */
import { expect } from 'vitest'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { CLAIM } from '@/lib/lti/claim'
import { ROLES, type TestPlatform } from '@/lib/lti/test-platform'
import * as enter from './enter/route'
import * as launch from './launch/route'
import * as login from './login/route'

export const HOME = 'http://forklore.test'

export const form = (fields: Readonly<Record<string, string>>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
})
export const whereTo = (response: Response) => {
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

export type Coming = {
  readonly sub?: string
  readonly target?: string
  readonly claims?: Readonly<Record<string, unknown>>
}

export const COURSE = { id: 'course-1', title: 'Operating Systems' }
export const inCourse = (roles: readonly string[], more: object = {}) => ({
  [CLAIM.context]: COURSE,
  [CLAIM.roles]: roles,
  ...more,
})
export const viewerIn = (browser: Browser) => request(browser, getViewer)
export async function signedIn(viewer: Viewer): Promise<Browser> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  return browser
}

export const learns = (name: string) => inCourse(ROLES.learner, { name })

/** How one comes from a platform.
 *  @param of it, as it is when somebody comes */
export function comingFrom(of: () => TestPlatform) {
  /** Opens a link at the platform, up to the address that goes on. */
  async function opens(
    browser: Browser,
    { sub = 'u-1', target = `${HOME}/api/lti/launch`, claims = {} }: Coming,
  ) {
    const asks = {
      iss: of().url,
      login_hint: sub,
      target_link_uri: target,
      client_id: of().platform.clientId,
    }
    const began = await request(
      browser,
      () => login.POST(new Request(`${HOME}/api/lti/login`, form(asks))),
      of().url,
    )
    const asked = of().ask(whereTo(began))
    const id_token = await of().sign(asked, { [CLAIM.target]: target, ...claims })
    // The form is of the platform's page: the browser sends no cookie along.
    const sent = new Request(`${HOME}/api/lti/launch`, form({ state: asked.state, id_token }))
    return whereTo(await request(newBrowser(), () => launch.POST(sent), of().url))
  }

  /** Follows it, and says where to. */
  async function comes(browser: Browser, coming: Coming = {}) {
    return goesOn(browser, await opens(browser, coming))
  }
  async function goesOn(browser: Browser, path: string) {
    return whereTo(await request(browser, () => enter.GET(new Request(`${HOME}${path}`)), null))
  }

  /** Answers what the page at an address asks. */
  async function answers(
    browser: Browser,
    page: string,
    said: Readonly<Record<string, string>>,
    origin = HOME,
  ) {
    const ticket = new URL(page, HOME).searchParams.get('ticket') ?? ''
    const sent = new Request(`${HOME}/api/lti/enter`, form({ ticket, ...said }))
    return whereTo(await request(browser, () => enter.POST(sent), origin))
  }

  /** A course whose class is there. */
  async function tied() {
    const browser = newBrowser()
    const asked = await comes(browser, {
      sub: 'teacher',
      claims: inCourse(ROLES.teacher, { name: 'Kim Seoyeon' }),
    })
    const path = await answers(browser, asked, { deed: 'open', 'teacher-name': 'Kim Seoyeon' })
    const id = /^\/ko\/classes\/([\da-f-]+)$/.exec(path)?.[1] ?? ''
    const teacher = await viewerIn(browser)
    if (!teacher) throw new Error('the teacher is signed in')
    return { id, teacher, browser }
  }
  return { opens, comes, goesOn, answers, tied }
}
