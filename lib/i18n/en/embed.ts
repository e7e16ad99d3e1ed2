import { lostOrder } from './lost-order'

/** Words of a run that stands in a frame of somebody else's page. */
export const embed = {
  title: 'A run on a simulated Linux',
  opening: 'Compiling and running…',
  empty:
    'There is no program here. The address of a frame carries one behind its “#”; the lab makes such addresses under “Share”.',
  damaged:
    'The address of this frame is cut off or damaged, so its program cannot be read. Copy it again from the lab.',
  otherEngine: 'This was made with another version of the engine. The order of its steps may differ.',
  lostOrder,
  problems: {
    compile: 'This program does not compile.',
    budget: 'The run took too long and was stopped.',
    engine: 'The engine does not answer. Load the page again.',
  },
  at: '{file} line {n}:',
  openInLab: 'Open in the Forklore lab',
}
