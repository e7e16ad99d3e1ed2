export const path = {
  ways: 'If you have a date',
  soon: 'An interview soon?',
  total: (minutes: number) => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} in all`,
  minutes: '{n} min',
  sections: 'Read',
  brief: 'Just enough of',
  date: 'My date',
  dateHelp:
    'Kept on this device. What is left is spread over the days before it, today included. What the review would ask again only on that day or later is asked once more in the three days before it, unless you answered it in these.',
  done: 'Done',
  begun: 'Begun',
  answered: '{n} of {of} questions answered',
  doneWhen:
    'A step is done once its questions are answered, or its lesson is known; one of words alone, once you have opened its lesson or gone on.',
  left: '{n} of {total} steps done, {minutes} minutes left',
  today: 'Today',
  day: 'Day {n}',
  next: 'Next on this way',
  dueFirst: '{n} {n|review is|reviews are} due today and {n|comes|come} before anything new.',
  dueThen: '{n} {n|review is|reviews are} due today as well, after this step.',
  step: (n: number, of: number) => `Step ${n} of ${of}`,
  stepNumber: 'Step {n}',
  lesson: 'Lesson {n}',
  backTo: 'Back to the plan',
  wordsAlone: 'This step needs nothing else of this lesson.',
  ofStep: (n: number, of: number) =>
    of === 1 ? 'In your plan: read this' : `In your plan: read this, ${n} of ${of}`,
  nextSection: 'The next section of your plan:',
  readEnd: 'You have read what your plan needs of this lesson.',
  toQuestions: (n: number) => (n === 1 ? 'On to its question' : `On to its ${n} questions`),
  questions: (n: number) =>
    n === 1 ? 'In your plan, one of these questions:' : `In your plan, ${n} of these questions:`,
  thenNext: 'Then:',
  forDay: (date: string) => `The plan is for ${date}.`,
  share: (from: number, to: number, minutes: number) =>
    `Today: ${from === to ? `step ${from}` : `steps ${from} to ${to}`}, ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  finished: 'This way is walked. What is due comes in the review.',
  practice: (n: number) => (n === 1 ? 'Practise 1 interview question' : `Practise ${n} interview questions`),
  cards: (n: number) =>
    n === 1 ? '1 interview question of your plan' : `${n} interview questions of your plan`,
  allCards: 'Show all questions',
}
