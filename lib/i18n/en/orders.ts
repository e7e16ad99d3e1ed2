/** Words of the figures over all orders of a program. Strings alone: they cross to the browser with the figure. */
export const orders = {
  // What a step does.
  deedRead: 'reads {name}',
  deedWrite: 'writes {name}',
  deedUpdate: 'reads and writes {name} at once',
  deedCall: '{call}',
  deedCallOn: '{call} on {object}',
  deedEnd: 'ends',
  deedSignal: 'acts on a signal',
  deedFence: 'passes a fence',
  deedLibrary: 'works in the library',
  deedClock: 'time passes',
  line: 'line {n}',
  prints: 'prints {text}',
  printsNothing: 'prints nothing',
  exitStatus: 'exit status {n}',
  deadlock: 'deadlock',
  endless: 'no end any more',
  steps: '{n} {n|step|steps}',

  // The race figure.
  race: 'Data race on {name}',
  raceWhy:
    'An arrow says “always before”. No arrow leads from one of these accesses to the other, and at least one of them writes.',
  raceLanes: 'Who does what, from top to bottom; arrows are what always comes before what',
  raceSpeech: '{a} and {b} access {name} with nothing in between that orders them: {first}, {second}.',
  raceAccess: '{task}, line {n}: {what}',
  read: 'reads',
  write: 'writes',
  hiddenSteps: '{n} more {n|step|steps}',
  racePairs: '{n} unordered {n|pair|pairs} in this run',
  raceOpen: 'Watch the two accesses',
  failing: 'The shortest order with another outcome: {n} {n|switch|switches}',
  failingNone:
    'Every order has the same outcome. Standard C still promises nothing of a program with a race.',
  failingTurn: 'Decided here. Whatever comes after, there is one outcome: {end}',
  failingPlay: 'Play this order',
  does: 'What happens',
  orderNote: 'Numbers of orders are not probabilities.',
}
