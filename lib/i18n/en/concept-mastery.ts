/** How well a class masters each concept. Strings only, with `{x}` to fill in. */
export const conceptMastery = {
  title: 'Mastery by concept',
  note: 'How likely a learner’s next answer about a concept is right, by the answers that this class may see: the first to a question on each day. Painted is the interval that it lies in with a chance of 90 %; the fewer answers, the wider. The lowest stand first.',
  concept: 'Concept',
  learners: 'Learners with answers',
  mean: 'Mean, 90 % interval',
  range: '{low}–{high} %',
  levels: 'Learners by level',
  levelOf: '{from}–{to} %: {n} {n|learner|learners}',
  low: 'Low for sure',
  lowNote:
    '“Low for sure”: below 50 % with a chance of 95 %. Who is not counted there may be low too; their answers do not tell yet.',
  none: 'Nobody in the class has answered a question about any concept.',
  back: 'All concepts',
  lead: '{n} {n|learner has|learners have} answered about it, {others} not.',
  level: 'Level',
  answers: 'Answers',
  nobody: 'Nobody has answered about it.',
}
