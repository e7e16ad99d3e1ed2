import { z } from 'zod'
import { type LtiCode, type LtiFailure, refused } from './failure'

// What a platform says in the token of a launch, by the names that LTI Core 1.3 (section 5) gives them. Pure.

const LTI = 'https://purl.imsglobal.org/spec/lti/claim'

/** The names of claims, as they are sent. */
export const CLAIM = {
  message: `${LTI}/message_type`,
  version: `${LTI}/version`,
  deployment: `${LTI}/deployment_id`,
  target: `${LTI}/target_link_uri`,
  resourceLink: `${LTI}/resource_link`,
  roles: `${LTI}/roles`,
  context: `${LTI}/context`,
  presentation: `${LTI}/launch_presentation`,
} as const

/** The messages that are spoken. */
export const RESOURCE_LINK = 'LtiResourceLinkRequest'
const VERSION = '1.3.0'

/** What came with somebody, once it is known to be the platform's and for us. */
export type Launch = {
  readonly deploymentId: string
  /** Of the person, at this issuer; for ever the same. */
  readonly sub: string
  /** As the platform calls them; null where it does not say. */
  readonly name: string | null
  readonly locale: 'ko' | 'en' | null
  readonly roles: readonly string[]
  readonly context: { readonly id: string; readonly title: string } | null
  readonly target: string
  readonly resourceLinkId: string
}

/** `maxLength` of ids by the specification: 255 ASCII characters. */
const id = z.string().min(1).max(255)
/** What is empty or of another type is as if it were not there: nobody is kept out because of a name. */
const text = z
  .string()
  .trim()
  .max(1000)
  .transform((one) => one || null)
  .nullish()
  .catch(null)

const claims = z.object({
  sub: id,
  name: text,
  given_name: text,
  family_name: text,
  locale: text,
  [CLAIM.target]: z.string().max(2000),
  [CLAIM.resourceLink]: z.object({ id }),
  [CLAIM.roles]: z.array(z.string().max(500)).max(100).default([]),
  [CLAIM.context]: z.object({ id, title: text, label: text }).nullish(),
  [CLAIM.presentation]: z.object({ locale: text }).nullish().catch(null),
})

/** Reads the claims of a token whose signature, issuer, audience, times and nonce have been looked at.
 *  @param deployments of the platform, as registered */
export function readLaunch(
  payload: Readonly<Record<string, unknown>>,
  deployments: readonly string[],
): { readonly ok: true; readonly launch: Launch } | LtiFailure {
  const wrong = whyOther(payload, deployments)
  if (wrong) return refused(wrong)
  const read = claims.safeParse(payload)
  if (!read.success) return refused('claims-ill-formed')
  const { data } = read
  const context = data[CLAIM.context]
  return {
    ok: true,
    launch: {
      deploymentId: String(payload[CLAIM.deployment]),
      sub: data.sub,
      name: data.name ?? ([data.given_name, data.family_name].filter(Boolean).join(' ') || null),
      locale: localeOf(data[CLAIM.presentation]?.locale ?? data.locale ?? ''),
      roles: data[CLAIM.roles],
      context: context ? { id: context.id, title: context.title ?? context.label ?? context.id } : null,
      target: data[CLAIM.target],
      resourceLinkId: data[CLAIM.resourceLink].id,
    },
  }
}

function whyOther(
  payload: Readonly<Record<string, unknown>>,
  deployments: readonly string[],
): LtiCode | null {
  if (payload[CLAIM.version] !== VERSION) return 'version-unknown'
  if (payload[CLAIM.message] !== RESOURCE_LINK) return 'message-unknown'
  const deployment = payload[CLAIM.deployment]
  if (typeof deployment !== 'string') return 'claims-ill-formed'
  return deployments.includes(deployment) ? null : 'deployment-unknown'
}

function localeOf(tag: string): 'ko' | 'en' | null {
  const [language] = tag.toLowerCase().split(/[-_]/)
  return language === 'ko' || language === 'en' ? language : null
}
