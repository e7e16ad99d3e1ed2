/** What somebody is in a class, by what they are in the course that they come from. Pure. */

const CONTEXT = 'http://purl.imsglobal.org/vocab/lis/v2/membership'

/** Roles in a course (LTI Core 1.3, appendix A.2.3): by their full names, and by the simple ones that its oldest platforms send. */
const TEACHES = ['Instructor']
const LEARNS = 'Learner'
/** A part of the role of an instructor, which comes with it. */
const ASSISTS = `${CONTEXT}/Instructor#TeachingAssistant`
const ASSISTS_SIMPLY = 'TeachingAssistant'

export type Standing = 'teacher' | 'assistant' | 'learner'

/** Null: neither, as who only looks after a learner, designs the course, or administers the platform. What somebody is there, or in its institution, gives
 *  no part in a class. */
export function standingOf(roles: readonly string[]): Standing | null {
  const has = (role: string) => roles.includes(role) || roles.includes(`${CONTEXT}#${role}`)
  if (roles.includes(ASSISTS) || has(ASSISTS_SIMPLY)) return 'assistant'
  if (TEACHES.some(has)) return 'teacher'
  return has(LEARNS) ? 'learner' : null
}
