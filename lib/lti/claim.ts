import { z } from 'zod'
import { type LtiCode, type LtiFailure, refused } from './failure'

// What a platform says in the token of a launch, by the names that LTI Core 1.3 (section 5) gives them. Pure.

const LTI = 'https://purl.imsglobal.org/spec/lti/claim'
const LTI_DL = 'https://purl.imsglobal.org/spec/lti-dl/claim'

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
  grades: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  members: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  choosing: `${LTI_DL}/deep_linking_settings`,
  chosen: `${LTI_DL}/content_items`,
  data: `${LTI_DL}/data`,
} as const

/** What a platform may let be done with its gradebook (Assignment and Grade Services 2.0, 3.1). */
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope'
export const SCOPE = { lineItem: `${AGS}/lineitem`, score: `${AGS}/score` } as const
/** To be told who is in a course (Names and Role Provisioning Services 2.0, 2.2). */
export const MEMBERS_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'

/** The messages that are spoken: a link is followed, or is to be made (Deep Linking 2.0). */
export const RESOURCE_LINK = 'LtiResourceLinkRequest'
export const DEEP_LINKING = 'LtiDeepLinkingRequest'
export const VERSION = '1.3.0'

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
  /** As the platform has their address, in lower case; only to find them on a class's list. */
  readonly email: string | null
  /** Where the platform tells who is in the course. */
  readonly membersUrl: string | null
  /** Where links are to be made: what the platform takes, and where it is told. `chosen` is what was chosen here since. */
  readonly choosing: {
    readonly returnUrl: string
    readonly isMultiple: boolean
    /** Of the platform's own, handed back as it came. */
    readonly data: string | null
    readonly chosen: readonly string[] | null
  } | null
  /** Of the platform's gradebook: where its columns are, which of them is this link's, and what may be done there. */
  readonly grades: {
    readonly lineItems: string | null
    readonly lineItem: string | null
    readonly scopes: readonly string[]
  } | null
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

/** An address at which the platform itself is asked: what is in the clear, or none at all, is as if it were not there. */
const service = z
  .string()
  .max(2000)
  .refine((url) => isServiceUrl(url))
  .nullish()
  .catch(null)

const claims = z.object({
  sub: id,
  name: text,
  given_name: text,
  family_name: text,
  locale: text,
  [CLAIM.target]: z.string().max(2000),
  [CLAIM.resourceLink]: z.object({ id }).nullish().catch(null),
  [CLAIM.choosing]: z
    .object({
      deep_link_return_url: z
        .string()
        .max(2000)
        .refine((url) => isServiceUrl(url)),
      accept_types: z.array(z.string().max(100)).max(50),
      accept_multiple: z.boolean().default(false),
      data: z.string().max(20_000).nullish(),
    })
    .nullish()
    .catch(null),
  [CLAIM.roles]: z.array(z.string().max(500)).max(100).default([]),
  [CLAIM.context]: z.object({ id, title: text, label: text }).nullish(),
  [CLAIM.grades]: z
    .object({ lineitems: service, lineitem: service, scope: z.array(z.string().max(200)).max(50).catch([]) })
    .nullish()
    .catch(null),
  [CLAIM.members]: z.object({ context_memberships_url: service }).nullish().catch(null),
  email: text,
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
  // Of what a token says nothing can be kept that has one of these.
  if (JSON.stringify(payload).includes('\\u0000')) return refused('claims-ill-formed')
  const read = claims.safeParse(payload)
  if (!read.success) return refused('claims-ill-formed')
  const { data } = read
  const [context, grades, choosing] = [data[CLAIM.context], data[CLAIM.grades], data[CLAIM.choosing]]
  const isChoosing = payload[CLAIM.message] === DEEP_LINKING
  if (!(isChoosing ? choosing : data[CLAIM.resourceLink])) return refused('claims-ill-formed')
  // Nothing but links of this kind is made here.
  if (isChoosing && !choosing?.accept_types.includes('ltiResourceLink')) return refused('message-unknown')
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
      email: data.email?.toLowerCase() ?? null,
      membersUrl: data[CLAIM.members]?.context_memberships_url ?? null,
      choosing:
        isChoosing && choosing
          ? {
              returnUrl: choosing.deep_link_return_url,
              isMultiple: choosing.accept_multiple,
              data: choosing.data ?? null,
              chosen: null,
            }
          : null,
      grades: grades
        ? { lineItems: grades.lineitems ?? null, lineItem: grades.lineitem ?? null, scopes: grades.scope }
        : null,
    },
  }
}

function whyOther(
  payload: Readonly<Record<string, unknown>>,
  deployments: readonly string[],
): LtiCode | null {
  if (payload[CLAIM.version] !== VERSION) return 'version-unknown'
  const message = payload[CLAIM.message]
  if (message !== RESOURCE_LINK && message !== DEEP_LINKING) return 'message-unknown'
  const deployment = payload[CLAIM.deployment]
  if (typeof deployment !== 'string') return 'claims-ill-formed'
  return deployments.includes(deployment) ? null : 'deployment-unknown'
}

function localeOf(tag: string): 'ko' | 'en' | null {
  const [language] = tag.toLowerCase().split(/[-_]/)
  return language === 'ko' || language === 'en' ? language : null
}

/** Whether an address is over TLS; in the clear only on the machine itself, for trying it. */
export function isServiceUrl(text: string): boolean {
  const { protocol, hostname } = URL.parse(text) ?? {}
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname ?? ''))
  )
}
