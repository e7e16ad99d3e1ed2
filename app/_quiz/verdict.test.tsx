import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { messages } from '@/lib/i18n/messages'
import type { Explored, Must } from '@/lib/quiz/explored'
import type { Answer, ItemKind, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { proofOf } from '@/lib/quiz/proof'
import { feedbackOf, score } from '@/lib/quiz/score'
import { variantsOf } from '@/lib/quiz/variant'
import type { AnsweredItem } from '@/lib/quiz/wire'
import ProofView from './proof-view'
import type { ItemState } from './use-quiz'
import { Verdict } from './verdict'

const EXPLANATION = 'In one critical section the sum stays 100.'
const must: Must = {
  stdout: 'savings = 80\n',
  status: 0,
  started: 2,
  together: 2,
  writers: { savings: 2 },
  raceFree: true,
}
const outcome = { stdout: 'savings = 80\n', status: 0, deadlock: false, schedule: 's', switches: 2 }
const found = (rest: Partial<Extract<Explored, { state: 'explored' }>> = {}): Explored => ({
  state: 'explored',
  complete: true,
  cut: null,
  states: 9,
  executions: 2,
  outcomes: [outcome],
  races: [],
  endless: null,
  crew: { started: 2, together: 2, writers: { savings: 2 } },
  ...rest,
})
const program = { file: 'transfer.c', source: 'int main(void) {}', config: {} }

/** What a page says of an answer, as text in the order in which it is read. */
function said(answer: Answer, feedback: object, locale: 'ko' | 'en'): string {
  const earned = 'correct' in feedback && feedback.correct ? 1 : 0
  const item = { id: 'i', hash: 'h', kind: answer.kind, program } as unknown as PublicItem
  const answered = {
    id: 'a',
    answer,
    state: 'scored',
    earned,
    total: 1,
    hintsShown: 0,
    withheld: null,
    feedback: { chosen: [], key: { kind: answer.kind }, explanation: EXPLANATION, ...feedback },
  } as unknown as AnsweredItem
  const now = { answered, next: item, stage: null } as unknown as ItemState
  const labels = messages(locale).quiz
  return textOf(
    renderToStaticMarkup(
      <Verdict item={item} now={now} locale={locale} labels={labels} actions={null} canAgain={false} />,
    ),
  )
}

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const mended: Answer = { kind: 'mend', source: 'x' }

test.each(['ko', 'en'] as const)('what is wrong with a mend comes before how it is done, %s', (locale) => {
  const { quiz } = messages(locale)
  const seen: readonly (readonly [Explored, string])[] = [
    [found({ outcomes: [{ ...outcome, stdout: '' }] }), quiz.faultOutput],
    [{ state: 'uncompiled', line: 9, code: 'c' }, quiz.faultCompile.replace('{n}', '9')],
    [found({ outcomes: [], endless: 'e' }), quiz.faultEndlessAll],
  ]
  for (const [evidence, fault] of seen) {
    const text = said(mended, { correct: false, proof: proofOf(must, evidence) }, locale)
    const places = [quiz.wrong, fault, quiz.rightWay, EXPLANATION].map((words) => text.indexOf(words))
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})

test.each(['ko', 'en'] as const)(
  'a wrong order is told what it came to, and how it is done apart, %s',
  (locale) => {
    const { quiz } = messages(locale)
    const chosen = [
      { option: null, correct: false, stdout: 'a = 1\n', misconception: null, feedback: null, scene: null },
    ]
    const text = said({ kind: 'schedule', schedule: 'AB' }, { correct: false, chosen }, locale)
    expect(text.indexOf('a = 1')).toBeGreaterThan(0)
    expect(text.indexOf(quiz.rightWay)).toBeGreaterThan(text.indexOf('a = 1'))
    expect(text.indexOf(EXPLANATION)).toBeGreaterThan(text.indexOf(quiz.rightWay))
  },
)

test.each(['ko', 'en'] as const)('a belief behind two parts of an answer is named once, %s', (locale) => {
  const { quiz } = messages(locale)
  const part = (id: string) => ({
    option: 'a',
    correct: false,
    stdout: null,
    misconception: { id, name: `belief ${id}` },
    feedback: `about ${id}`,
    scene: null,
  })
  const answer: Answer = { kind: 'schedule', schedule: 'AB' }
  const text = said(answer, { correct: false, chosen: [part('one'), part('one'), part('two')] }, locale)
  expect(text.split(quiz.misconception)).toHaveLength(3)
  for (const id of ['one', 'two']) expect(text.split(`belief ${id}`)).toHaveLength(2)
})

test.each(['ko', 'en'] as const)('a mend that holds says so of all orders in its headline, %s', (locale) => {
  const { quiz } = messages(locale)
  const text = said(mended, { correct: true, proof: proofOf(must, found()) }, locale)
  expect(text).toContain(`${quiz.right} ${quiz.proofHoldsAll}`)
  expect(text).not.toContain(quiz.rightWay)
})

test.each(['ko', 'en'] as const)(
  'a proof marks each requirement, names each race and says what its button shows, %s',
  (locale) => {
    const labels = messages(locale).quiz
    const view = (evidence: Explored) => {
      const html = renderToStaticMarkup(
        <ProofView
          proof={proofOf(must, evidence)}
          shown={program}
          source={program.source}
          locale={locale}
          labels={labels}
        />,
      )
      return {
        text: textOf(html),
        states: [...html.matchAll(/data-state="(\w+)"/g)].map(([, state]) => state),
      }
    }
    const held = view(found())
    expect(held.states).toEqual(Array(7).fill('met'))
    expect(held.text).toContain(labels.proofFew)
    const races = ['savings', 'wallet'].map((location) => ({ location, lines: [8, 8], schedule: 'r' }))
    const raced = view(found({ races }))
    expect(raced.states).toEqual([...Array(6).fill('met'), 'broken'])
    for (const word of ['savings', 'wallet', labels.watchRace, labels.mustNotRace])
      expect(raced.text).toContain(word)
    const quiet = view(found({ outcomes: [{ ...outcome, stdout: '' }] }))
    expect(quiet.text).toContain(labels.predictNothing)
    expect(quiet.text).toContain(labels.watchBreak)
    const stuck = view(found({ outcomes: [{ ...outcome, deadlock: true }] }))
    expect(stuck.text).toContain(labels.watchDeadlock)
    const endless = view(found({ outcomes: [], endless: 'e', executions: null }))
    expect(endless.text).toContain(labels.checkUnreached)
    expect(endless.text).toContain(labels.watchEndless)
  },
)

test.each(['ko', 'en'] as const)('whatever is answered right, its verdict says so and why, %s', (locale) => {
  const { quiz } = messages(locale)
  let seen = 0
  for (const item of catalog().lessons.flatMap(({ slug }) => itemsOf(slug).flatMap(variantsOf))) {
    const answer = rowOf<ItemKind>(item.kind).right(item)
    const grade = score(item, answer, null)
    // What is to be replayed or explored first has tests of its own.
    if (grade.state !== 'scored') continue
    const feedback = feedbackOf(item, grade, locale)
    expect(feedback.correct, item.id).toBe(true)
    const text = said(answer, feedback, locale)
    expect(text, item.id).toContain(quiz.right)
    const why = item.explanation[locale].split(/[`*&"'<>]/)[0] ?? ''
    expect(text.replace(/\s/g, ''), item.id).toContain(why.replace(/\s/g, ''))
    seen++
  }
  expect(seen).toBeGreaterThan(300)
})
