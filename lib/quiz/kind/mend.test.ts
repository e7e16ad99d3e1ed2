import { expect, test, vi } from 'vitest'
import type { Workshop } from '../build'
import type { Explored, Must } from '../explored'
import type { ItemOf, MendSlip } from '../item'
import { MAX_SOURCE } from '../limit'
import { proofOf } from '../proof'
import { itemHash, publicItem, shownHash } from '../publish'
import { exploreRequest, feedbackOf, score, validate } from '../score'
import { mend } from './mend'

const both = (text: string) => ({ ko: text, en: text })
const nothing = { misconception: null, feedback: null, scene: null }
const must: Must = {
  stdout: '4\n',
  status: 0,
  started: 2,
  together: 2,
  writers: { count: 2 },
  raceFree: true,
}
const slip = (fault: MendSlip['fault'], stdout: string | null, feedback: string): MendSlip => ({
  ...nothing,
  fault,
  stdout,
  feedback: both(feedback),
})
const item: ItemOf<'mend'> = {
  id: 'mutex.mend',
  section: 's',
  lesson: 'l',
  kind: 'mend',
  stem: both('Mend it.'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 2, partial: 'whole' },
  program: { file: 'race.c', source: 'broken', config: { cores: 1 } },
  must,
  key: { mended: 'secret mended' },
  slips: [slip('output', '', 'secret: it keeps quiet'), slip('together', null, 'secret: one by one')],
}
const ending = (
  stdout: string,
  rest: Partial<{ status: number; deadlock: boolean; switches: number; schedule: string | null }> = {},
) => ({
  stdout,
  status: 0,
  deadlock: false,
  schedule: `to ${stdout.trim()}`,
  switches: 2,
  ...rest,
})
type Whole = Extract<Explored, { state: 'explored' }>
const found = (rest: Partial<Whole> = {}): Whole => ({
  state: 'explored',
  complete: true,
  cut: null,
  states: 30,
  executions: 6,
  outcomes: [ending('4\n')],
  races: [],
  endless: null,
  crew: { started: 2, together: 2, writers: { count: 2 } },
  ...rest,
})
const answer = (source: string) => ({ kind: 'mend' as const, source })
const grade = (evidence: Explored | null) => score(item, answer('mended'), evidence)
const crew = { started: 2, together: 2, writers: { count: 2 } }
const race = { location: 'count', lines: [7, 8], schedule: 'to the race' }

test('an empty program is no answer, one that PostgreSQL cannot keep none either, and one that is too long is told so', () => {
  const asked = { kind: 'mend' as const }
  const cases = [' \n', 'int\0', '\ud800', 'x'.repeat(MAX_SOURCE + 1), 'x'.repeat(MAX_SOURCE)]
  expect(cases.map((source) => validate(asked, answer(source)))).toEqual([
    'unanswered',
    'ill-formed',
    'ill-formed',
    'too-long',
    null,
  ])
})

test('what was sent is what is explored; until then nothing is known, and no key is told', () => {
  expect(exploreRequest(item, answer('mended'))).toEqual({ file: 'race.c', source: 'mended' })
  expect(exploreRequest(item, answer(' '))).toBeNull()
  expect(grade(null)).toEqual({ state: 'exploring', total: 2 })
})

test('a program that does all that it must in every order earns every point', () => {
  const scored = grade(found())
  expect(scored).toMatchObject({ state: 'scored', earned: 2, proof: { holds: true, faults: [], orders: 6 } })
  expect(scored).toMatchObject({ proof: { witness: null, outcomes: [{ stdout: '4\n', holds: true }] } })
})

test.each<readonly [name: string, evidence: Explored, fault: string, witness: string | null]>([
  ['some order prints something else', found({ outcomes: [ending('4\n'), ending('3\n')] }), 'output', 'to 3'],
  ['some order prints nothing', found({ outcomes: [ending('4\n'), ending('')] }), 'output', 'to '],
  ['the status is another', found({ outcomes: [ending('4\n', { status: 1 })] }), 'output', 'to 4'],
  ['tasks wait for ever', found({ outcomes: [ending('4\n', { deadlock: true })] }), 'deadlock', 'to 4'],
  ['it never ends', found({ endless: 'round' }), 'endless', 'round'],
  ['there is a data race', found({ races: [race] }), 'race', 'to the race'],
  ['a thread is missing', found({ crew: { ...crew, started: 1 } }), 'started', null],
  ['they run one by one', found({ crew: { ...crew, together: 1 } }), 'together', null],
  ['one does all the work', found({ crew: { ...crew, writers: { count: 1 } } }), 'writers', null],
  ['nobody writes', found({ crew: { ...crew, writers: {} } }), 'writers', null],
  ['it does not compile', { state: 'uncompiled', line: 3, code: 'c' }, 'compile', null],
])(
  'where %s nothing is earned, and the learner is told what and shown where',
  (_name, evidence, fault, witness) => {
    expect(grade(evidence)).toMatchObject({
      state: 'scored',
      earned: 0,
      proof: { faults: [fault], holds: false, witness: witness === null ? null : { schedule: witness } },
    })
  },
)

test('what was not looked at to the end is never right, but wrong where an order breaks it', () => {
  const cut = { complete: false, cut: 'states', crew: { started: 0, together: 0, writers: {} } }
  expect(grade(found(cut))).toMatchObject({ state: 'unfinished', total: 2, proof: { cut: 'states' } })
  expect(grade(found({ ...cut, outcomes: [ending('3\n')] }))).toMatchObject({ state: 'scored', earned: 0 })
})

/** Of each requirement what came of it. */
function states(evidence: Explored): Record<string, string> {
  const { checked } = proofOf(must, evidence)
  return Object.fromEntries(checked.map((one) => [one.what, one.state]))
}
const MET = {
  end: 'met',
  print: 'met',
  status: 'met',
  start: 'met',
  together: 'met',
  write: 'met',
  'race-free': 'met',
}

test('each requirement is told apart: what holds, what does not, and what was not seen to the end', () => {
  expect(states(found())).toEqual(MET)
  expect(states(found({ outcomes: [ending('4\n'), ending('3\n')], races: [race] }))).toEqual({
    ...MET,
    print: 'broken',
    'race-free': 'broken',
  })
  expect(states(found({ outcomes: [ending('4\n', { status: 1 })] }))).toEqual({ ...MET, status: 'broken' })
  expect(states(found({ complete: false }))).toEqual(
    Object.fromEntries(Object.keys(MET).map((what) => [what, 'open'])),
  )
  expect(states({ state: 'uncompiled', line: 3, code: 'c' })).toEqual({})
})

test('where no run ends, what is judged at an end is not reached, and is no fault', () => {
  const none = { outcomes: [], endless: 'round', crew: { started: 0, together: 0, writers: {} } }
  const unreached = { print: 'unreached', status: 'unreached', start: 'unreached', together: 'unreached' }
  expect(states(found(none))).toEqual({ ...MET, ...unreached, end: 'broken', write: 'unreached' })
  expect(proofOf(must, found(none))).toMatchObject({
    faults: ['endless'],
    witness: { schedule: 'round', shows: 'endless' },
  })
  const stuck = found({ ...none, endless: null, outcomes: [ending('', { deadlock: true })] })
  expect(proofOf(must, stuck)).toMatchObject({ faults: ['deadlock'], witness: { shows: 'deadlock' } })
})

test('what breaks it and no replay shows is no order to play: the next is, or none', () => {
  const unshown = ending('3\n', { schedule: null })
  const broken = { faults: ['output'], witness: null }
  expect(proofOf(must, found({ outcomes: [unshown] }))).toMatchObject(broken)
  const shown = { faults: ['output'], witness: { schedule: 'to 2', shows: 'output' } }
  expect(proofOf(must, found({ outcomes: [unshown, ending('2\n')] }))).toMatchObject(shown)
  const endless = { faults: ['endless', 'output'], witness: { schedule: 'round', shows: 'endless' } }
  expect(proofOf(must, found({ outcomes: [unshown], endless: 'round' }))).toMatchObject(endless)
})

test('every variable that is raced for is named once, with all its lines', () => {
  const races = [
    race,
    { location: 'savings', lines: [8, 8], schedule: '' },
    { location: 'count', lines: [9, 7], schedule: '' },
  ]
  expect(proofOf(must, found({ races }))).toMatchObject({
    races: [
      { location: 'count', lines: [7, 8, 9] },
      { location: 'savings', lines: [8] },
    ],
    witness: { schedule: 'to the race', shows: 'race' },
  })
})

test('a race may be allowed', () => {
  const lax = { ...item, must: { ...must, raceFree: false } }
  expect(score(lax, answer('x'), found({ races: [race] }))).toMatchObject({ earned: 2 })
})

test('who goes wrong as a refused program does is told what is said of that one', () => {
  const said = (evidence: Explored) => {
    const graded = grade(evidence)
    return graded.state === 'scored' ? graded.chosen[0]?.feedback?.en : null
  }
  expect(said(found({ outcomes: [ending('4\n'), ending('')] }))).toBe('secret: it keeps quiet')
  expect(said(found({ crew: { ...crew, together: 1 } }))).toBe('secret: one by one')
  expect(said(found({ outcomes: [ending('3\n')] }))).toBeUndefined()
  expect(said(found())).toBeUndefined()
})

test('the feedback shows the proof and a program that holds', () => {
  const graded = grade(found({ outcomes: [ending('3\n')] }))
  if (graded.state !== 'scored') throw new Error('it is scored')
  expect(feedbackOf(item, graded, 'en')).toMatchObject({
    correct: false,
    proof: { faults: ['output'], witness: { schedule: 'to 3', shows: 'output' } },
    key: { kind: 'mend', source: 'secret mended' },
  })
})

test('a browser is told what must be so, and nothing of the key; another mended program is the same item', () => {
  const shown = publicItem(item, 'en', 1)
  expect(shown.must).toEqual(must)
  expect(JSON.stringify(shown)).not.toMatch(/secret|slips|mended|fault/)
  const other = { ...item, key: { mended: 'another' } }
  expect([itemHash(other), shownHash(other)]).toEqual([itemHash(item), shownHash(item)])
  const stricter = { ...item, must: { ...must, started: 3 } }
  expect(shownHash(stricter)).not.toBe(shownHash(item))
})

const EXPLORED: Readonly<Record<string, Explored>> = {
  broken: found({ outcomes: [ending('3\n'), ending('4\n')] }),
  mended: found(),
  quiet: found({ outcomes: [ending(''), ending('4\n')] }),
  alone: found({ crew: { ...crew, started: 1 } }),
  nonsense: { state: 'uncompiled', line: 1, code: 'c' },
}

function built(written: { program?: string; mended?: string; refused?: readonly string[] }) {
  const complain = vi.fn()
  const { program = 'broken', mended = 'mended', refused = ['quiet', 'alone'] } = written
  const shop = {
    id: 'mutex.mend',
    complain,
    program: () => ({ file: 'race.c', source: program, config: {} }),
    remedy: () => nothing,
    replayer: { explored: ({ source }: { source: string }) => EXPLORED[source] },
  } as unknown as Workshop
  const made = mend.file?.build(shop, {
    program: { file: 'race.c', cores: 1, policy: 'rr', seed: 0 },
    must,
    mended,
    refused: refused.map((source) => ({ source })),
  })
  return { made, complaints: complain.mock.calls.map(([, message]) => message as string) }
}

test('what a refused program is told by is computed, never written', () => {
  const { made, complaints } = built({})
  expect(complaints).toEqual([])
  expect(made?.slips).toMatchObject([
    { fault: 'output', stdout: '' },
    { fault: 'started', stdout: null },
  ])
})

test.each([
  ['a program with nothing wrong', { program: 'mended' }, 'there is nothing to mend'],
  ['a mended one that does not hold', { mended: 'broken' }, 'it does not hold: output'],
  ['a refused one that holds', { refused: ['mended'] }, 'it is not refused: it holds'],
  ['a refused one that is no program', { refused: ['nonsense'] }, 'it does not compile'],
])('the build complains of %s', (_name, written, message) => {
  expect(built(written).complaints).toEqual([expect.stringContaining(message)])
})
