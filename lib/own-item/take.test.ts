/** Questions of other systems as own items: what can be taken is, and what cannot is said why. */
import { expect, test } from 'vitest'
import { readGift } from '@/lib/exchange/gift-read'
import { readMoodleXml } from '@/lib/exchange/moodle-read'
import { readDraft } from './read'
import { takeQuestion } from './take'

const words = { isTrue: 'True', isFalse: 'False' }
const gift = (text: string) => readGift(text).questions.map(({ question }) => takeQuestion(question, words))
const written = (text: string) =>
  gift(text).map((one) => {
    if (!('draft' in one)) throw new Error(one.why)
    const read = readDraft(one.draft)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return read.written
  })

test('choices, truths, numbers and typed words become items that can be saved', () => {
  const [one, several, truth, number, typed] = written(
    [
      '::one::What does fork return in the child? {=0#yes ~its pid#That is the parent\\: the other one. ~1}',
      '::several::Which are shared? {~%50%heap ~%50%globals ~%-100%registers}',
      '::truth::A thread has its own stack. {T}',
      '::number::How many processes? {#4:0}',
      '::typed::The call that makes a process is {=fork =vfork}',
    ].join('\n\n'),
  )
  expect(one).toMatchObject({
    ...{ kind: 'choice', stem: 'What does fork return in the child?' },
    options: [
      { text: '0', isRight: true, feedback: 'yes' },
      { text: 'its pid', isRight: false, feedback: 'That is the parent: the other one.' },
      { text: '1', isRight: false, feedback: null },
    ],
  })
  expect(several).toMatchObject({
    kind: 'multi',
    options: [{ isRight: true }, { isRight: true }, { isRight: false }],
  })
  expect(truth).toMatchObject({
    options: [
      { text: 'True', isRight: true },
      { text: 'False', isRight: false },
    ],
  })
  expect(number).toMatchObject({ kind: 'numeric', value: 4, tolerance: 0 })
  expect(typed).toMatchObject({
    kind: 'cloze',
    text: '{a}',
    blanks: [{ id: 'a', accept: ['fork', 'vfork'] }],
  })
})

test('HTML becomes plain text with the two marks, and nothing of it stays', () => {
  const file = `<quiz><question type="multichoice"><name><text>q</text></name><questiontext format="html">
    <text><![CDATA[<p>What does <code>fork()</code> <b>return</b>?</p><script>alert(1)</script>1 &lt; 2]]></text></questiontext>
    <defaultgrade>2</defaultgrade><single>true</single>
    <answer fraction="100" format="html"><text>0</text></answer>
    <answer fraction="0" format="html"><text><![CDATA[<i>pid</i>]]></text></answer></question></quiz>`
  const [filed] = readMoodleXml(file).questions
  if (!filed) throw new Error('it is read')
  const taken = takeQuestion(filed.question, words)
  expect(taken).toMatchObject({
    draft: {
      ...{ points: '2', stem: 'What does `fork()` **return**?\n<script>alert(1)</script>1 < 2' },
      options: [{ text: '0' }, { text: '**pid**' }],
    },
  })
})

test.each([
  ['kind', 'Match. {=a -> b =c -> d =e -> f}'],
  ['kind', 'Write an essay. {}'],
  ['weights', 'Half. {=all ~%50%half ~none}'],
  ['pattern', 'Typed. {=fork*}'],
  ['picture', '[html]See <img src\\="x"> {=a ~b}'],
])('%s: %s is not taken', (why, text) => {
  expect(gift(text)).toEqual([{ why }])
})

test('a program in a text of GIFT stays what it is', () => {
  const [one] = written('What does \\#include <stdio.h> do when a<b and c>d? {=reads ~writes}')
  expect(one?.stem).toBe('What does #include <stdio.h> do when a<b and c>d?')
})
