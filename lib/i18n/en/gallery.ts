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
  },
}
