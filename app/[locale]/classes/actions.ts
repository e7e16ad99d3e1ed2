'use server'

import { asViewer, join, lookUpCode, openClassroom } from '@/lib/classroom/desk'
import * as store from '@/lib/classroom/store'
import { toLocale } from '@/lib/i18n/locale'

/** @param form `{ name, displayName }`: of the class, and of its teacher in it */
export async function createClass(form: unknown) {
  return openClassroom(form)
}

/** What joining by this code would mean. Makes nothing. */
export async function previewClass(code: unknown) {
  return lookUpCode(code)
}

/** @param form `{ code, displayName, shareEarlier }`
 *  @param guestKey of `outbox.ts`, for somebody who has no cookie yet */
export async function joinClass(form: unknown, locale: string, guestKey: unknown = null) {
  return join(form, toLocale(locale), typeof guestKey === 'string' ? guestKey : null)
}

export async function leaveClass(classId: unknown) {
  return asViewer((viewer) => store.leaveClassroom(viewer, String(classId)))
}

export async function shareEarlierWork(classId: unknown, share: unknown) {
  return asViewer((viewer) => store.setSharing(viewer, String(classId), share === true))
}

export async function regenerateCode(classId: unknown) {
  return asViewer((viewer) => store.regenerateCode(viewer, String(classId)))
}

export async function removeLearner(classId: unknown, membershipId: unknown) {
  return asViewer((viewer) => store.removeLearner(viewer, String(classId), String(membershipId)))
}

export async function deleteClass(classId: unknown) {
  return asViewer((viewer) => store.deleteClassroom(viewer, String(classId)))
}
