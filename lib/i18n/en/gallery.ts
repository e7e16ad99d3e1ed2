/** Words of the gallery, which only authors and tests see. */
export const gallery = {
  title: 'Gallery of figures',
  lead: 'Every figure in each of its states. Only development has this page.',
  figures: 'Figures',
  states: {
    empty: 'before anything has happened',
    mid: 'in the middle of a run',
    ended: 'after the end',
    many: 'with too many objects',
    asked: 'where it answers its question',
    plain: 'as lessons show it',
    alike: 'where every order ends alike',
    deadlock: 'with a deadlock',
    two: 'of two programs',
  },
  asked: {
    memory: 'What do two threads share?',
    pages: 'When is the page copied?',
    channels: 'Why does the reader not get EOF?',
    tree: 'Who reaps whom?',
    update: 'Why is the counter 1?',
    sync: 'Why is nobody running?',
    kernel: 'What does a context switch save?',
    policies: 'What does the policy change?',
  },
  orders: {
    race: 'Race',
    states: 'States',
    terrain: 'Ground',
    compare: 'Comparison',
    policies: 'Policies',
  },
}
