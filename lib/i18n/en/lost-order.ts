/** Where a run is not in the order that was asked for; by `LostOrder['why']`. */
export const lostOrder = {
  unread:
    'The order that was asked for cannot be read from its character {n} on, “{part}”, so the scheduler chose the whole run.',
  nobody:
    'Part {n} of the order that was asked for, “{part}”, names a task that this program never has. It was left out.',
  unfit:
    'Part {n} of the order that was asked for, “{part}”, cannot be followed: its task could not run so far there. It was left out.',
}
