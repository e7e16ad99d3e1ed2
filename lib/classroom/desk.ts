import 'server-only'
import { headers } from 'next/headers'
import { z } from 'zod'
import { exploreInPool } from '@/lib/attempt/explorer'
import { scorer } from '@/lib/attempt/scorer'
import { admitGuest } from '@/lib/attempt/submit'
import { markDevice } from '@/lib/auth/device'
import { clientAddress, isSameOrigin } from '@/lib/auth/origin'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import { publicItem } from '@/lib/quiz/publish'
import { type LimitName, type RateLimited, take } from '@/lib/rate-limit/store'
import { setAdmission } from './admission'
import * as assignments from './assignment'
import { DEEDS, OFFERS } from './classroom'
import { setCourse } from './course'
import { decideScore, restoreScore } from './decision'
import { duplicateClassroom } from './duplicate'
import { setLogDays } from './event-log'
import * as exams from './exam'
import { giveExamTime } from './exam-time'
import { type ClassFailure, NOT_FOUND } from './failure'
import * as invitees from './invitee'
import { LIVE_STEPS } from './live'
import * as runs from './live-run-store'
import { askLive, stepLive } from './live-store'
import { agree, type Joined, joinClassroom, leaveClassroom, setSharing } from './membership'
import * as notes from './note'
import * as own from './own-item'
import { teaches } from './right'
import { changeLearners, MAX_AT_ONCE, undoChanges } from './roster'
import * as sections from './section'
import * as staff from './staff'
import type { ClassPreview } from './store'
import * as store from './store'

/** `signed-out`: nobody is known here. `cross-origin`: the request comes from another site's page. */
export type DeskFailure =
  | ClassFailure
  | RateLimited
  | { readonly ok: false; readonly code: 'signed-out' | 'cross-origin' }
export type DeskCode = DeskFailure['code']

/** `createClassroom` at a limited rate. */
export async function openClassroom(input: unknown) {
  return asViewer('class-by-person', (viewer) => store.createClassroom(viewer, input))
}

/** `leaveClassroom`, as a page asks for it. */
export async function leave(classroom: unknown) {
  return asViewer('class-change-by-person', (viewer) => withId(classroom, (id) => leaveClassroom(viewer, id)))
}

/** `setSharing`, as a page asks for it. */
export async function share(classroom: unknown, wanted: unknown) {
  const isWanted = z.boolean().safeParse(wanted)
  if (!isWanted.success) return NOT_FOUND
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => setSharing(viewer, id, isWanted.data)),
  )
}

/** `regenerateCode`, as a page asks for it; each code is kept, so that it is known as expired. */
export async function renewCode(classroom: unknown) {
  return asViewer('code-by-person', (viewer) => withId(classroom, (id) => store.regenerateCode(viewer, id)))
}

const deed = z.enum(DEEDS)
const rowIds = z.array(z.uuid()).min(1).max(MAX_AT_ONCE)
const changeIds = z
  .array(z.string().regex(/^\d{1,18}$/))
  .min(1)
  .max(MAX_AT_ONCE)

/** `changeLearners`, as a page asks for it. */
export async function change(classroom: unknown, memberships: unknown, wanted: unknown) {
  const [ids, what] = [rowIds.safeParse(memberships), deed.safeParse(wanted)]
  return asViewer('class-change-by-person', async (viewer) =>
    ids.success && what.success
      ? withId(classroom, (id) => changeLearners(viewer, id, ids.data, what.data))
      : NOT_FOUND,
  )
}

/** `undoChanges`, as a page asks for it. */
export async function undo(classroom: unknown, changes: unknown) {
  const ids = changeIds.safeParse(changes)
  return asViewer('class-change-by-person', async (viewer) =>
    ids.success ? withId(classroom, (id) => undoChanges(viewer, id, ids.data)) : NOT_FOUND,
  )
}

/** `setAdmission`, as a page asks for it. */
export async function admit(classroom: unknown, wanted: unknown) {
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => setAdmission(viewer, id, wanted)),
  )
}

/** `previewRoster`, as a page asks for it. */
export async function readList(classroom: unknown, file: unknown) {
  return withList(classroom, file, invitees.previewRoster)
}

/** `importRoster`, as a page asks for it. */
export async function bringList(classroom: unknown, file: unknown) {
  return withList(classroom, file, invitees.importRoster)
}

async function withList<T>(
  classroom: unknown,
  file: unknown,
  work: (viewer: Viewer, id: string, text: string) => Promise<T>,
) {
  const text = z.string().safeParse(file)
  if (!text.success) return NOT_FOUND
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => work(viewer, id, text.data.replaceAll('\0', ''))),
  )
}

/** `dropInvitees`, as a page asks for it. */
export async function unlist(classroom: unknown, some: unknown) {
  const ids = rowIds.safeParse(some)
  return asViewer('class-change-by-person', async (viewer) =>
    ids.success ? withId(classroom, (id) => invitees.dropInvitees(viewer, id, ids.data)) : NOT_FOUND,
  )
}

/** `renameClassroom`, as a page asks for it. */
export async function rename(classroom: unknown, form: unknown) {
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => store.renameClassroom(viewer, id, form)),
  )
}

/** `archiveClassroom`, as a page asks for it. */
export async function archive(classroom: unknown, wanted: unknown) {
  const isWanted = z.boolean().safeParse(wanted)
  return asViewer('class-change-by-person', async (viewer) =>
    isWanted.success
      ? withId(classroom, (id) => store.archiveClassroom(viewer, id, isWanted.data))
      : NOT_FOUND,
  )
}

/** `duplicateClassroom` at a limited rate. */
export async function duplicate(classroom: unknown, form: unknown) {
  return asViewer('class-by-person', (viewer) =>
    withId(classroom, (id) => duplicateClassroom(viewer, id, form)),
  )
}

/** `deleteClassroom`, as a page asks for it. */
export async function close(classroom: unknown) {
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => store.deleteClassroom(viewer, id)),
  )
}

/** `createAssignment`, as a page asks for it. */
export async function assign(classroom: unknown, form: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withId(classroom, (id) => assignments.createAssignment(viewer, id, form)),
  )
}

/** `changeAssignment`, as a page asks for it. */
export async function reassign(classroom: unknown, assignment: unknown, form: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment], ([id, one]) => assignments.changeAssignment(viewer, id, one, form)),
  )
}

/** `deleteAssignment`, as a page asks for it. */
export async function unassign(classroom: unknown, assignment: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment], ([id, one]) => assignments.deleteAssignment(viewer, id, one)),
  )
}

/** `extendAssignment`, as a page asks for it. */
export async function extend(classroom: unknown, assignment: unknown, membership: unknown, until: unknown) {
  const time = z.string().nullable().safeParse(until)
  if (!time.success) return NOT_FOUND
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment, membership], ([id, one, learner]) =>
      assignments.extendAssignment(viewer, id, one, learner, time.data),
    ),
  )
}

/** `giveExamTime`, as a page asks for it. */
export async function addExamTime(
  classroom: unknown,
  assignment: unknown,
  membership: unknown,
  minutes: unknown,
) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment, membership], ([id, one, learner]) =>
      giveExamTime(viewer, id, one, learner, minutes),
    ),
  )
}

/** `startExam`, as a page asks for it. */
export async function beginExam(classroom: unknown, assignment: unknown, locale: 'ko' | 'en') {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment], ([id, one]) => exams.startExam(viewer, id, one, locale, scorer)),
  )
}

/** `keepExamAnswer`, as a page asks for it: `endsAt`, and `now` by the server's clock, in ISO 8601. */
export async function keepAnswer(classroom: unknown, assignment: unknown, item: unknown, answer: unknown) {
  const itemId = z.string().max(200).safeParse(item)
  if (!itemId.success) return NOT_FOUND
  const kept = await asViewer('exam-by-person', async (viewer) =>
    withIds([classroom, assignment], ([id, one]) =>
      exams.keepExamAnswer(viewer, id, one, itemId.data, answer, scorer),
    ),
  )
  if (!kept.ok) return kept
  return { ok: true as const, endsAt: kept.endsAt.toISOString(), now: new Date().toISOString() }
}

/** `handInExam`, as a page asks for it. */
export async function handIn(classroom: unknown, assignment: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, assignment], ([id, one]) => exams.handInExam(viewer, id, one, scorer)),
  )
}

/** `setTimeZone`, as a page asks for it. */
export async function setZone(classroom: unknown, zone: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withId(classroom, (id) => assignments.setTimeZone(viewer, id, zone)),
  )
}

/** `setCourse`, as a page asks for it. */
export async function chooseCourse(classroom: unknown, lessons: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withId(classroom, (id) => setCourse(viewer, id, lessons)),
  )
}

/** Of an own item whether a draft can be saved, and its public form; stores nothing. */
export async function checkOwn(classroom: unknown, place: unknown, draft: unknown) {
  return withDraft(classroom, place, draft, async (_viewer, _classroom, { locale }, { item }) => {
    return { ok: true as const, item: publicItem(item, locale, 1) }
  })
}

/** `writeVersion`, as a page asks for it. */
export async function saveOwn(classroom: unknown, place: unknown, draft: unknown) {
  return withDraft(classroom, place, draft, (viewer, id, { own: known, locale }, { version }) =>
    own.writeVersion(viewer, id, known, version, locale),
  )
}

/** What is done with a draft of who teaches the class, once nothing is wrong with it. */
async function withDraft<T>(
  classroom: unknown,
  place: unknown,
  draft: unknown,
  work: (viewer: Viewer, classroomId: string, at: own.OwnItemPlace, checked: own.Checked) => Promise<T>,
) {
  const at = own.ownItemPlace.safeParse(place)
  return asViewer('class-change-by-person', async (viewer) =>
    withId(classroom, async (id) => {
      if (!at.success || !(await teaches(viewer, id))) return NOT_FOUND
      const checked = await own.checkDraft(draft, (request) => exploreFor(viewer, request))
      if ('code' in checked) return checked
      return work(viewer, id, at.data, checked)
    }),
  )
}

/** A program of a teacher's costs what a learner's does. */
async function exploreFor(viewer: Viewer, request: ExploreRequest): Promise<Explored | RateLimited> {
  return (await take('explore-by-person', viewer.id)) ?? exploreInPool(request)
}

/** `retireOwnItem`, as a page asks for it. */
export async function retireOwn(classroom: unknown, item: unknown, wanted: unknown) {
  const isWanted = z.boolean().safeParse(wanted)
  if (!isWanted.success) return NOT_FOUND
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, item], ([id, one]) => own.retireOwnItem(viewer, id, one, isWanted.data)),
  )
}

/** `agree`, as a page asks for it. */
export async function agreeTo(classroom: unknown) {
  return asViewer('class-change-by-person', (viewer) => withId(classroom, (id) => agree(viewer, id)))
}

/** `offerClass`, as a page asks for it. */
export async function offer(classroom: unknown, wanted: unknown) {
  const kind = z.enum(OFFERS).safeParse(wanted)
  if (!kind.success) return NOT_FOUND
  return asViewer('code-by-person', (viewer) =>
    withId(classroom, (id) => staff.offerClass(viewer, id, kind.data)),
  )
}

/** `withdrawOffers`, as a page asks for it. */
export async function withdraw(classroom: unknown) {
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => staff.withdrawOffers(viewer, id)),
  )
}

/** `acceptOffer`, as a page asks for it. */
export async function accept(token: unknown, form: unknown) {
  return asViewer('join-by-person', (viewer) => staff.acceptOffer(viewer, token, form))
}

/** `removeAssistant`, as a page asks for it. */
export async function letGo(classroom: unknown, membership: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, membership], ([id, one]) => staff.removeAssistant(viewer, id, one)),
  )
}

/** `askLive`, as a page asks for it. */
export async function ask(classroom: unknown, item: unknown) {
  const itemId = z.string().max(200).safeParse(item)
  if (!itemId.success) return NOT_FOUND
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => askLive(viewer, id, itemId.data)),
  )
}

/** `stepLive`, as a page asks for it. */
export async function step(classroom: unknown, question: unknown, wanted: unknown) {
  const to = z.enum(LIVE_STEPS).nullable().safeParse(wanted)
  if (!to.success) return NOT_FOUND
  return asViewer('live-step-by-person', async (viewer) =>
    withIds([classroom, question], ([id, one]) => stepLive(viewer, id, one, to.data)),
  )
}

/** `askRun`, as a page asks for it. */
export async function askForRun(classroom: unknown, item: unknown) {
  const itemId = z.string().max(200).safeParse(item)
  if (!itemId.success) return NOT_FOUND
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => runs.askRun(viewer, id, itemId.data)),
  )
}

/** `stepRun`, as a page asks for it. */
export async function goOn(classroom: unknown, run: unknown, wanted: unknown) {
  return asViewer('live-step-by-person', async (viewer) =>
    withIds([classroom, run], ([id, one]) => runs.stepRun(viewer, id, one, wanted)),
  )
}

/** `setLogDays`, as a page asks for it. */
export async function keepLog(classroom: unknown, days: unknown) {
  return asViewer('class-change-by-person', (viewer) =>
    withId(classroom, (id) => setLogDays(viewer, id, days)),
  )
}

/** `decideScore`, as a page asks for it. */
export async function decide(classroom: unknown, response: unknown, form: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, response], ([id, one]) => decideScore(viewer, id, one, form, scorer)),
  )
}

/** `restoreScore`, as a page asks for it. */
export async function restore(classroom: unknown, response: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, response], ([id, one]) => restoreScore(viewer, id, one, scorer)),
  )
}

/** `commentOn`, as a page asks for it. */
export async function comment(classroom: unknown, response: unknown, text: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, response], ([id, one]) => notes.commentOn(viewer, id, one, text, scorer)),
  )
}

/** `writeTo`, as a page asks for it. */
export async function write(classroom: unknown, memberships: unknown, text: unknown) {
  const ids = rowIds.safeParse(memberships)
  return asViewer('message-by-person', async (viewer) =>
    ids.success ? withId(classroom, (id) => notes.writeTo(viewer, id, ids.data, text)) : NOT_FOUND,
  )
}

/** `withdrawNote`, as a page asks for it. */
export async function withdrawWords(classroom: unknown, note: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, note], ([id, one]) => notes.withdrawNote(viewer, id, one)),
  )
}

/** `readNotes`, as a page asks for it. */
export async function haveRead(some: unknown) {
  const ids = rowIds.safeParse(some)
  return asViewer('class-change-by-person', async (viewer) =>
    ids.success ? notes.readNotes(viewer, ids.data) : NOT_FOUND,
  )
}

const idOrNone = z.uuid().nullable()

/** `nameSection`, as a page asks for it. */
export async function callSection(classroom: unknown, section: unknown, name: unknown) {
  const one = idOrNone.safeParse(section)
  return asViewer('class-change-by-person', async (viewer) =>
    one.success ? withId(classroom, (id) => sections.nameSection(viewer, id, one.data, name)) : NOT_FOUND,
  )
}

/** `dropSection`, as a page asks for it. */
export async function endSection(classroom: unknown, section: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, section], ([id, one]) => sections.dropSection(viewer, id, one)),
  )
}

/** `putInSection`, as a page asks for it. */
export async function move(classroom: unknown, memberships: unknown, section: unknown) {
  const [ids, one] = [rowIds.safeParse(memberships), idOrNone.safeParse(section)]
  return asViewer('class-change-by-person', async (viewer) =>
    ids.success && one.success
      ? withId(classroom, (id) => sections.putInSection(viewer, id, ids.data, one.data))
      : NOT_FOUND,
  )
}

/** What another site's page may not ask for, nobody without a row, and nobody without end. */
export async function asViewer<T>(
  limit: LimitName,
  work: (viewer: Viewer) => Promise<T>,
): Promise<T | DeskFailure> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const viewer = await getViewer()
  if (!viewer) return { ok: false, code: 'signed-out' }
  return (await take(limit, viewer.id)) ?? work(viewer)
}

/** What is no id is the id of nothing. */
async function withId<T>(input: unknown, work: (id: string) => Promise<T>): Promise<T | ClassFailure> {
  const id = z.uuid().safeParse(input)
  return id.success ? work(id.data) : NOT_FOUND
}

/** Ids of rows, which what comes need not be. */
export async function withIds<Asked extends readonly [unknown, ...unknown[]], T>(
  input: Asked,
  work: (ids: { readonly [I in keyof Asked]: string }) => Promise<T>,
): Promise<T | ClassFailure> {
  const ids = z.array(z.uuid()).safeParse(input)
  return ids.success ? work(ids.data as unknown as { readonly [I in keyof Asked]: string }) : NOT_FOUND
}

/** `previewClassroom` at a limited rate: it is how codes would be guessed. */
export async function lookUpCode(code: unknown): Promise<ClassPreview | DeskFailure> {
  return lookUp(await getViewer(), code)
}

/** Only wrong guesses are counted against others behind the same address: whoever has the right code gets in, whatever
 *  somebody beside them tries. All tries together have a limit at which a code would be found in years. */
async function lookUp(viewer: Viewer | null, code: unknown): Promise<ClassPreview | DeskFailure> {
  const address = clientAddress(await headers())
  const limited = await take('code-by-address', address)
  if (limited) return limited
  const preview = await store.previewClassroom(viewer, code)
  if (preview.ok || preview.code !== 'code-unknown') return preview
  return (await take('join-by-address', address)) ?? preview
}

const withCode = z.object({ code: z.string() })
/** One that cannot be read is as good as none: a new one is made. */
const guestKey = z.string().max(100).nullable().catch(null)

/** `joinClassroom` at a limited rate, a guest being made for somebody new. */
export async function join(
  input: unknown,
  locale: 'ko' | 'en',
  offeredKey: unknown,
): Promise<Joined | DeskFailure> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const viewer = await getViewer()
  const limited = viewer && (await take('join-by-person', viewer.id))
  if (limited) return limited
  // A wrong code makes no guest, and neither does a class that lets none in.
  const preview = await lookUp(viewer, withCode.safeParse(input).data?.code)
  if (!preview.ok) return preview
  const admitted = await viewerWhoStores(locale, guestKey.parse(offeredKey), admitGuest, 'under-way')
  return admitted.ok ? joinClassroom(admitted.viewer, input, await markDevice()) : admitted
}
