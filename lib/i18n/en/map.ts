/** The course as a map: what comes before what, and how well it is known. */
export const map = {
  title: 'Map',
  description: 'All lessons and their concepts: what comes before what, and how well you know each.',
  lead: (lessons: number) =>
    `${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}. A bar is a concept; lines lead from what comes first to what is built on it. Arrow keys walk along the lines.`,
  graph: 'Lessons after those that they need',
  here: 'now',
  notYet: 'not yet',
  legend: 'Painted length: 90 % interval. Tick: mastery.',
  levels: ['up to 35', 'to 50', 'to 65', 'to 80', 'to 100'],
  needs: 'First:',
  from: 'after {numbers}',
  open: 'Open the map',
}
