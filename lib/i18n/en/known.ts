/** Skipping a lesson by a check. */
export const known = {
  title: (lesson: string) => `Do you know this? ${lesson}`,
  lead: (n: number) =>
    `${n} ${n === 1 ? 'question' : 'questions'} of the lesson. If three of four are right, it counts as known: on the map, in your plan and for what comes next.`,
  link: 'I know this: check and skip',
  state: '{n} of {total} answered',
  known: 'You know this lesson',
  knownBody: 'It is marked as known and need not be read. Its questions stay in your review.',
  read: 'Some of it is worth reading',
  readBody: 'These sections answer what was not right:',
  next: 'On to: {title}',
  whole: 'Open the lesson',
  mark: 'known',
}
