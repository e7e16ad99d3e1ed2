'use server'

import * as desk from '@/lib/classroom/desk'
import { toLocale } from '@/lib/i18n/locale'
import * as ltiDesk from '@/lib/lti/desk'

// Each of these can be called by anybody with anything: `desk` looks at what comes and who sends it.

/** @param form `{ name, displayName }`: of the class, and of its teacher in it */
export async function createClass(form: unknown) {
  return desk.openClassroom(form)
}

/** What joining by this code would mean. Makes nothing. */
export async function previewClass(code: unknown) {
  return desk.lookUpCode(code)
}

/** @param form `{ code, displayName, shareEarlier, number }`
 *  @param guestKey of `outbox.ts`, for somebody who has no cookie yet */
export async function joinClass(form: unknown, locale: string, guestKey: unknown = null) {
  return desk.join(form, toLocale(locale), guestKey)
}

export async function leaveClass(classId: unknown) {
  return desk.leave(classId)
}

export async function shareEarlierWork(classId: unknown, share: unknown) {
  return desk.share(classId, share)
}

export async function regenerateCode(classId: unknown) {
  return desk.renewCode(classId)
}

/** @param membershipIds of learners of the class
 *  @param deed one of `DEEDS` */
export async function changeLearners(classId: unknown, membershipIds: unknown, deed: unknown) {
  return desk.change(classId, membershipIds, deed)
}

/** @param changes what `changeLearners` said that it did */
export async function undoChanges(classId: unknown, changes: unknown) {
  return desk.undo(classId, changes)
}

/** What a file would do to the list of a class. Writes nothing.
 *  @param file its text */
export async function previewRoster(classId: unknown, file: unknown) {
  return desk.readList(classId, file)
}

/** @param file the text of one */
export async function importRoster(classId: unknown, file: unknown) {
  return desk.bringList(classId, file)
}

/** @param ids of people on the list who have not joined */
export async function dropInvitees(classId: unknown, ids: unknown) {
  return desk.unlist(classId, ids)
}

/** @param form `{ closed, accountsOnly, approval, maxLearners, codeDays }` */
export async function setAdmission(classId: unknown, form: unknown) {
  return desk.admit(classId, form)
}

/** @param form `{ name }` */
export async function renameClass(classId: unknown, form: unknown) {
  return desk.rename(classId, form)
}

export async function archiveClass(classId: unknown, isArchived: unknown) {
  return desk.archive(classId, isArchived)
}

/** @param form `{ name, firstDay }`: of the new class, and the day on which its first assignment opens or null */
export async function duplicateClass(classId: unknown, form: unknown) {
  return desk.duplicate(classId, form)
}

export async function deleteClass(classId: unknown) {
  return desk.close(classId)
}

/** @param form `terms` and `work` of `lib/classroom/assignment.ts` */
export async function createAssignment(classId: unknown, form: unknown) {
  return desk.assign(classId, form)
}

/** @param form `terms` of `lib/classroom/assignment.ts` */
export async function changeAssignment(classId: unknown, assignmentId: unknown, form: unknown) {
  return desk.reassign(classId, assignmentId, form)
}

export async function deleteAssignment(classId: unknown, assignmentId: unknown) {
  return desk.unassign(classId, assignmentId)
}

/** @param until as a clock of the class shows it; null: as everybody */
export async function extendAssignment(
  classId: unknown,
  assignmentId: unknown,
  membershipId: unknown,
  until: unknown,
) {
  return desk.extend(classId, assignmentId, membershipId, until)
}

/** @param minutes one of `EXTRA_MINUTES` of `lib/classroom/exam-time.ts` */
export async function giveExamTime(
  classId: unknown,
  assignmentId: unknown,
  membershipId: unknown,
  minutes: unknown,
) {
  return desk.addExamTime(classId, assignmentId, membershipId, minutes)
}

export async function startExam(classId: unknown, assignmentId: unknown, locale: string) {
  return desk.beginExam(classId, assignmentId, toLocale(locale))
}

/** @param answer to the item, as far as it is; null takes it back */
export async function keepExamAnswer(
  classId: unknown,
  assignmentId: unknown,
  itemId: unknown,
  answer: unknown,
) {
  return desk.keepAnswer(classId, assignmentId, itemId, answer)
}

export async function handInExam(classId: unknown, assignmentId: unknown) {
  return desk.handIn(classId, assignmentId)
}

/** @param zone by IANA's name */
export async function setTimeZone(classId: unknown, zone: unknown) {
  return desk.setZone(classId, zone)
}

/** @param place `{ own, locale }`: the item, null where it is new; and the language of its texts
 *  @param draft `Draft` of `lib/own-item/draft.ts` */
export async function checkOwnItem(classId: unknown, place: unknown, draft: unknown) {
  return desk.checkOwn(classId, place, draft)
}

/** As `checkOwnItem`. */
export async function saveOwnItem(classId: unknown, place: unknown, draft: unknown) {
  return desk.saveOwn(classId, place, draft)
}

export async function retireOwnItem(classId: unknown, itemId: unknown, isRetired: unknown) {
  return desk.retireOwn(classId, itemId, isRetired)
}

/** To what a teacher sees, as it is now. */
export async function agreeToSeen(classId: unknown) {
  return desk.agreeTo(classId)
}

/** @param kind one of `OFFERS` */
export async function offerClass(classId: unknown, kind: unknown) {
  return desk.offer(classId, kind)
}

export async function withdrawOffers(classId: unknown) {
  return desk.withdraw(classId)
}

/** @param form `{ displayName }` */
export async function acceptOffer(token: unknown, form: unknown) {
  return desk.accept(token, form)
}

export async function removeAssistant(classId: unknown, membershipId: unknown) {
  return desk.letGo(classId, membershipId)
}

/** @param itemId of one with options */
export async function askLive(classId: unknown, itemId: unknown) {
  return desk.ask(classId, itemId)
}

/** @param step one of `LIVE_STEPS`; null: the question ends */
export async function stepLive(classId: unknown, questionId: unknown, step: unknown) {
  return desk.step(classId, questionId, step)
}

/** @param itemId of one with a program in which there is something to choose */
export async function askRun(classId: unknown, itemId: unknown) {
  return desk.askForRun(classId, itemId)
}

/** @param move `{ round, to }` of `lib/classroom/live-run-store.ts` */
export async function stepRun(classId: unknown, runId: unknown, move: unknown) {
  return desk.goOn(classId, runId, move)
}

/** @param days one of `LOG_DAYS` */
export async function setLogDays(classId: unknown, days: unknown) {
  return desk.keepLog(classId, days)
}

/** @param lessons slugs in the order of the course; none: the whole course */
export async function setCourse(classId: unknown, lessons: unknown) {
  return desk.chooseCourse(classId, lessons)
}

/** Of what an answer of a learner is worth in the class.
 *  @param form `{ earned, reason }` */
export async function decideScore(classId: unknown, responseId: unknown, form: unknown) {
  return desk.decide(classId, responseId, form)
}

/** It is worth what it was scored again. */
export async function restoreScore(classId: unknown, responseId: unknown) {
  return desk.restore(classId, responseId)
}

/** On an answer of a learner.
 *  @param text what the learner reads there */
export async function commentOn(classId: unknown, responseId: unknown, text: unknown) {
  return desk.comment(classId, responseId, text)
}

/** @param membershipIds of learners of the class, each of whom reads the text as if alone */
export async function writeToLearners(classId: unknown, membershipIds: unknown, text: unknown) {
  return desk.write(classId, membershipIds, text)
}

/** @param noteId of what was written on an answer or to a learner */
export async function withdrawNote(classId: unknown, noteId: unknown) {
  return desk.withdrawWords(classId, noteId)
}

/** @param ids of what was written to who says that they have read it */
export async function readNotes(ids: unknown) {
  return desk.haveRead(ids)
}

/** @param sectionId of the class; null: a new one */
export async function nameSection(classId: unknown, sectionId: unknown, name: unknown) {
  return desk.callSection(classId, sectionId, name)
}

export async function dropSection(classId: unknown, sectionId: unknown) {
  return desk.endSection(classId, sectionId)
}

/** @param membershipIds of learners of the class
 *  @param sectionId null: into none */
export async function putInSection(classId: unknown, membershipIds: unknown, sectionId: unknown) {
  return desk.move(classId, membershipIds, sectionId)
}

/** @param tieId of a course of a learning platform that is tied to the class */
export async function untieCourse(classId: unknown, tieId: unknown) {
  return ltiDesk.untie(classId, tieId)
}

/** Who learns in a course that is tied to the class, as its platform says: a list to look at. Writes nothing. */
export async function courseMembers(classId: unknown, tieId: unknown) {
  return ltiDesk.askMembers(classId, tieId)
}
