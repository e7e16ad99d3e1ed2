/** Why somebody who came from a platform did not arrive, each said on a page of its own (`app/[locale]/lti`). Pure.
 *
 *  While the sign-in begins:
 *  - `not-set-up`: this installation has no address of its own (NEXTAUTH_URL), to which a platform could send anybody
 *  - `login-ill-formed`: the platform did not say who sends whom where
 *  - `platform-unknown`: no platform of this issuer and client id is registered here
 *  - `target-foreign`: the link leads to another site
 *
 *  Of what the platform then sent:
 *  - `platform-refused`: that it does not know who is signed in there, or does not let them go on
 *  - `state-unknown`: it answers a sign-in that was never begun, is over, or has been answered
 *  - `token-ill-formed`, `alg-refused`, `key-unknown`, `keys-unreachable`, `signature-wrong`: it cannot be known as the platform's
 *  - `issuer-wrong`, `audience-wrong`, `time-wrong`, `nonce-wrong`: it is another's, for another, of another time or another sign-in
 *  - `deployment-unknown`: the platform has installed the tool once more than is registered here
 *  - `message-unknown`, `version-unknown`, `claims-ill-formed`: it asks for what is not spoken here, or leaves out what has to be there
 *
 *  On arrival:
 *  - `arrival-over`: it took too long, or has been done
 *  - `other-browser`: the browser is not the one in which it began, or keeps no cookies
 *  - `cross-origin`: a page of another site pressed the button
 *  - `not-proven`: whose account is signed in was not shown to be who comes: its password was not given
 *  - `not-tied`: no teacher has tied the course to a class yet
 *  - `no-role`: the platform does not say that they teach or learn in the course
 *  - `not-teacher`: links are made by who teaches the class
 *  - `removed`, `closed`, `full`: the class does not let them in
 *  - `name-ill-formed`, `class-unknown`: what was typed or chosen on the way will not do */
export const LTI_CODES = [
  'not-set-up',
  'login-ill-formed',
  'platform-unknown',
  'target-foreign',
  'platform-refused',
  'state-unknown',
  'token-ill-formed',
  'alg-refused',
  'key-unknown',
  'keys-unreachable',
  'signature-wrong',
  'issuer-wrong',
  'audience-wrong',
  'time-wrong',
  'nonce-wrong',
  'deployment-unknown',
  'message-unknown',
  'version-unknown',
  'claims-ill-formed',
  'arrival-over',
  'other-browser',
  'cross-origin',
  'not-proven',
  'not-tied',
  'no-role',
  'not-teacher',
  'removed',
  'closed',
  'full',
  'name-ill-formed',
  'class-unknown',
] as const
export type LtiCode = (typeof LTI_CODES)[number]
export type LtiFailure = { readonly ok: false; readonly code: LtiCode }

export function refused(code: LtiCode): LtiFailure {
  return { ok: false, code }
}
