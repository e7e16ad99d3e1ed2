/** Words of the expressions that are watched in the lab. */
export const watch = {
  add: 'Watch',
  addDone: 'Add',
  help: 'An expression of C that changes nothing: a variable, a member, an element, what a pointer points to, arithmetic.',
  expression: 'Expression',
  remove: 'Stop watching {text}',
  changed: 'changed',
  unfinished: 'it ends too early',
  problems: {
    syntax: 'cannot be read at “{text}”',
    effect: '“{text}” could change the run; only what changes nothing is watched',
    long: 'too long or too deep; {text} characters at most',
    'no-frame': 'not in a function of the program',
    unknown: 'no such name in this function: {text}',
    unset: '{text} has no value yet',
    'no-member': 'there is no member {text}',
    'no-pointer': 'this is no pointer to a value',
    'no-address': 'this has no address',
    unmapped: 'nothing is mapped at {text}',
    operands: '{text} does not go with these types',
    zero: 'divides by zero',
  },
}
