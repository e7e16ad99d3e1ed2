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
  orders: {
    race: 'Race',
    states: 'States',
    terrain: 'Ground',
    compare: 'Comparison',
    policies: 'Policies',
  },
}
