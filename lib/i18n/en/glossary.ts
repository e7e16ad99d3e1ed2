export const glossary = {
  title: 'Glossary',
  lead: (n: number) =>
    `${n} ${n === 1 ? 'term' : 'terms'}. One word for one thing; other spellings are found, too.`,
  description: 'The terms of processes, threads, IPC and concurrency, in Korean and English.',
  byLetter: 'By letter',
  introduced: 'First explained',
  used: 'Used in',
  otherWords: 'Also called',
  notWritten: 'Spellings that are not used here',
  confused: 'Not the same as',
  notYet: 'No lesson explains it by itself yet.',
  all: 'All terms',
  inLesson: (number: number) => `Lesson ${number}`,
  other: 'Other',
}
