/** Orders of execution that a class found. Strings only, with `{x}` to fill in. */
export const foundOrders = {
  title: 'Orders that the class found',
  note: 'Of every answer, not of first ones alone; a learner counts once in each line. They are grouped by how the run ends, then by where it leaves a task that could have gone on.',
  ends: 'How it ends',
  nothing: 'prints nothing',
  deadlock: 'deadlock',
  status: 'exit status {n}',
  asked: 'as asked',
  learners: '{n} {n|learner|learners}',
  within: '{task} left in the middle of line {line}',
  after: '{task} left after line {line}',
  before: '{task} left at its beginning',
  never: 'no task is left before it waits or ends',
  moreTurns: '{n} more',
  moreOrders: '{n} more {n|way|ways} of turning ended so.',
  unlooked:
    'Of {n} more {n|order|orders}, sent by the fewest learners, only the end was counted and not where they turn.',
  play: 'Play this run',
}
