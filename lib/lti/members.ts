import 'server-only'
import { z } from 'zod'
import type { Viewer } from '@/lib/auth/viewer'
import { type ClassFailure, NOT_FOUND } from '@/lib/classroom/failure'
import { teaches } from '@/lib/classroom/right'
import { learnerNumber } from '@/lib/classroom/roster-file'
import { db } from '@/lib/db'
import { MEMBERS_SCOPE } from './claim'
import { standingOf } from './role'
import { accessToken, callService, ServiceError } from './service'

// Who is in a course, as the platform has it: Names and Role Provisioning Services 2.0.

const MEMBERS_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'
/** How long is waited for all of it, in ms, and of how many pages at most: a class has 10,000 learners at most. */
const PATIENCE = 60_000
const MOST_PAGES = 200

const said = z.string().trim().max(300).nullish().catch(null)
const member = z.object({
  user_id: z.string(),
  name: said,
  given_name: said,
  family_name: said,
  email: said,
  /** The learner's number, where a school keeps it there. */
  lis_person_sourcedid: said,
  roles: z.array(z.string()).catch([]),
  status: z.string().catch('Active'),
})
const container = z.object({ members: z.array(member.nullable().catch(null)) })

/** `platform-…`: why the platform told nothing. */
export type MembersFailure =
  | ClassFailure
  | {
      readonly ok: false
      readonly code: 'platform-unreachable' | 'platform-unauthorized' | 'platform-unexpected'
    }

/** Asks the platform who learns in a course that is tied to a class, as a list that `previewRoster` reads. Nothing is kept.
 *  @param id of the tie */
export async function membersOf(
  viewer: Viewer,
  classroomId: string,
  id: string,
): Promise<{ readonly ok: true; readonly text: string } | MembersFailure> {
  if (!(await teaches(viewer, classroomId))) return NOT_FOUND
  const tie = await db.ltiContext.findFirst({ where: { id, classroomId }, include: { platform: true } })
  if (!tie?.membersUrl) return NOT_FOUND
  const late = AbortSignal.timeout(PATIENCE)
  try {
    const token = await accessToken(tie.platform, [MEMBERS_SCOPE], late)
    return { ok: true, text: listOf(await everyMember(token, tie.membersUrl, late)) }
  } catch (error) {
    if (error instanceof ServiceError) return { ok: false, code: `platform-${error.code}` }
    throw error
  }
}

type Member = z.output<typeof member>

async function everyMember(token: string, first: string, late: AbortSignal): Promise<Member[]> {
  const members: Member[] = []
  let url: string | null = first
  for (let page = 0; url !== null; page++) {
    if (page === MOST_PAGES) throw new ServiceError('unexpected')
    const answered = await callService(token, url, { method: 'GET', type: MEMBERS_TYPE }, late)
    const read = container.safeParse(answered.json)
    if (answered.status !== 200 || !read.success) throw new ServiceError('unexpected')
    members.push(...read.data.members.flatMap((one) => (one ? [one] : [])))
    url = answered.next
  }
  return members
}

/** Its learners, a row each; what is missing or will not do is shown with the preview. */
function listOf(members: readonly Member[]): string {
  const learners = members.filter(
    ({ status, roles }) => status === 'Active' && standingOf(roles) === 'learner',
  )
  const rows = learners.map(({ name, given_name, family_name, email, lis_person_sourcedid: sourced }) => {
    const number = learnerNumber.safeParse(sourced ?? '')
    const called = name || [given_name, family_name].filter(Boolean).join(' ')
    return [called, number.success ? number.data : '', email ?? '']
  })
  return [['name', 'number', 'email'], ...rows].map((row) => row.map(cell).join(',')).join('\n')
}

function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line
}
