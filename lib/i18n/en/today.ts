/** The home of who comes back. */
export const today = {
  title: 'Your course',
  description: 'Where you left off, what is due, and how well you know what.',
  welcome: 'Your account is there, and what you did here before came along.',
  welcomeCode: 'For a forgotten password: make a recovery code',
  continueLead: (section: string) => `You left off at “${section}”.`,
  continueLeft: (n: number) => (n === 1 ? 'One question is still open.' : `${n} questions are still open.`),
  continueOpen: 'Go on from there',
  fromStart: 'Read this lesson from the beginning',
  nextFirst: 'It rests on no other lesson.',
  nextLead: (after: string) => `You have worked through what it rests on: ${after}.`,
  nextOpen: 'Start this lesson',
  repairTitle: (concept: string) => `Once more: ${concept}`,
  repairLead: (level: number, answers: number, before: string) =>
    `${answers === 1 ? 'One answer puts' : `${answers} answers put`} your mastery of it at ${level} out of 100, and “${before}” rests on it.`,
  repairOpen: 'Read about it again',
  finishedTitle: 'You have worked through every lesson',
  finishedLead: 'Reviews and interview questions keep it fresh.',
  finishedOpen: 'Practise for interviews',
  planBegun: (n: number, of: number) => `Questions answered so far: ${n} of ${of}.`,
  planLead: 'This is the next step of your plan.',
  planOfSome: 'This is the next step of your plan with the earlier date.',
  planOpen: 'Go to this step',
  planSee: 'See the whole plan',
  step: (lesson: number) => `Lesson ${lesson}`,
  recommended: 'Next',
  review: 'Reviews today',
  reviewBody: (items: number, cards: number) =>
    [
      items > 0 && (items === 1 ? '1 question' : `${items} questions`),
      cards > 0 && (cards === 1 ? '1 card' : `${cards} cards`),
    ]
      .filter(Boolean)
      .join(' and '),
  reviewMore: (n: number) => `and ${n} more`,
  reviewStart: 'Start reviewing',
  reviewTitle: (what: string) => `Review ${what}`,
  reviewLead: 'You are about to forget this, so it comes before anything new.',
  reviewForPlan: 'Your plan asks this before its day: once more, since the schedule would ask it later.',
  reviewLate: (days: number) =>
    days === 1
      ? 'It has been waiting since yesterday, so it comes before anything new.'
      : `It has been waiting for up to ${days} days, so it comes before anything new.`,
  reviewTime: (minutes: number, followUps: number) =>
    [
      `If you are as quick as the last time, it takes about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      followUps > 0 &&
        `half a minute for ${followUps === 1 ? 'one follow-up question' : `each of ${followUps} follow-up questions`} included`,
    ]
      .filter(Boolean)
      .join(', ')
      .concat('.'),
  andThen: (what: string) => `Then: ${what}`,
  thenReview: (n: number) => (n === 1 ? 'Then: 1 review' : `Then: ${n} reviews`),
  reviewNone: 'Nothing is due today.',
  reviewNext: (date: string, what: string) => `Next: ${what} on ${date}.`,
  reviewSee: 'See what is coming',
  late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  missed: 'was not right',
  due: 'due today',
  forPlan: 'for your plan',
  homework: 'Homework',
  homeworkNone: 'No class of yours is waiting for answers.',
  homeworkDue: (date: string) => `due ${date}`,
  homeworkOpen: 'no date',
  interview: 'Interview',
  interviewBody: 'Ready: it went well, and comes back in more than a week. No forecast of passing.',
  ready: 'ready',
  practising: 'practising',
  open: 'not yet',
  interviewNext: 'To practise:',
  interviewStart: 'Practise questions',
  map: 'How well you know what',
  mapLead: (n: number, all: number) => `${n} of ${all} ${all === 1 ? 'lesson' : 'lessons'} worked through`,
  answers: '{n} {n|answer|answers}',
  unanswered: 'not yet',
  lessonMean: 'mean',
  how: 'How is this computed?',
  howBody:
    'Of each question the first answer of a day counts. Before any answer, every level from 0 to 100 is taken to be equally likely; each answer moves that (Beta(1 + right, 1 + wrong), the posterior of a share under a flat prior: Gelman et al., Bayesian Data Analysis, sections 2.1 to 2.4). The tick is the mean. The painted length holds 90 % of the probability: the shorter, the surer. Ratings of cards do not count.',
}
