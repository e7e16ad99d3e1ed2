/** What a teacher says of a learner's answer: what it is worth. */
export const classFeedback = {
  decide: 'Decide the score',
  earned: 'Points (of {total})',
  reason: 'Reason (the learner reads it)',
  saveScore: 'Save score',
  savedScore: 'Saved. All figures of this class follow.',
  decideNote:
    'It counts in this class. What the learner has mastered, and when a question is due for review, still go by the answer itself.',
  restore: 'Take back',
  restoreAsk:
    'The answer is worth again what it was scored by itself. What was decided stays in its history.',
  history: 'Decided by a teacher',
  change: '{was} → {became}',
  restored: 'taken back',
  points: '{earned} of {total}',
  unscored: 'not scored',
  gone: 'somebody who is gone',
}
