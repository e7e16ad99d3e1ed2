/** A question that a class answers while it is taught. Strings only, with `{x}` to fill in. */
export const live = {
  title: 'In class',
  ask: 'Ask in class',
  none: 'Nothing is asked now. Open a question with options on the questions’ page and ask it from there.',
  toLive: 'Your class is being asked something',
  answered: '{n} of {total}',
  steps: { vote: 'First answer', talk: 'Talk', again: 'Answer again', shown: 'What is right' },
  end: 'End',
  program: 'Program',
  counts: 'How the class answered',
  moved: '{n} from {from} to {to}',
  isRight: 'right',
  waiting: 'Nothing is asked now. This page shows it when your teacher asks.',
  chosen: 'chosen',
  firstChoice: 'first answer',
  notes: {
    vote: 'You can change it until it is closed. Names are not shown in front; nothing is scored.',
    talk: 'Talk with somebody who answered otherwise.',
    again: 'The same question. Say what you think now.',
    shown: 'What is right is shown in front.',
  },
  problems: {
    closed: 'This round is closed.',
    offline: 'The server cannot be reached. Try again.',
  },
  lost: 'The server cannot be reached. The page keeps trying.',
}
