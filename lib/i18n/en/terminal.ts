/** Words of the terminal of a run. */
export const terminal = {
  screen: 'Terminal',
  asks: 'The program asks for a line',
  type: 'Type it',
  orEnd: 'Go on without one, and its read finds the end of the input (Ctrl D).',
  onTo: 'On to where it asks for a line',
  backTo: 'Back to where it asked for a line',
  never: 'From here to its end the program asks for nothing more.',
}
