/** The list of a class: bringing it as a file, and who of it has not joined. Strings only, with `{x}` to fill in. */
export const roster = {
  title: 'Bring a list',
  lead: 'Whom the class expects. Nobody is written to and nobody is in the class by it: who joins by the code is found on the list by the e-mail address of their account, or by the number that they give.',
  paste: 'The list',
  pasteHelp:
    'The first row names the columns: name, and number or e-mail or both. Copied from a spreadsheet, or separated by commas or semicolons. At most {n} people at a time.',
  example: 'name,number,email\nKim Seo-yeon,20231234,seoyeon@school.example',
  file: 'Choose a file',
  fileTooBig: 'This file is too large to be a list: a list is text, of at most {n} MB.',
  preview: 'Look at it first',
  busy: 'One moment',
  counts: { new: 'new', changed: 'changed', same: 'here already', wrong: 'to mend' },
  rows: 'Row by row',
  line: 'line {n}',
  does: { new: 'new on the list', changed: 'changed', same: 'on the list already' },
  columns: { name: 'name', number: 'number', email: 'e-mail' },
  inColumn: '{column}: {what}',
  problems: {
    'open-quote': 'A quotation mark is opened and never closed. Close it; what comes after it was not read.',
    'too-many-cells': 'There are more cells than columns. Put a cell with a comma in it in quotation marks.',
    formula: 'This is a formula, or begins like one. Type what it shows.',
    'no-name': 'The name is missing.',
    'name-ill-formed': 'A name has 1 to {n} visible characters.',
    'number-ill-formed':
      'A number has 1 to {n} letters and digits, and between them . _ / -. Where a spreadsheet made 2.02E+13 of it, format the column as text.',
    'email-ill-formed': 'This is no e-mail address.',
    'no-key': 'A number or an e-mail address is needed to know them by.',
    twice: 'This is the same person as in line {other}.',
    'two-people': 'The address is of one person on the list and the number of another. Correct either.',
  },
  bring: 'Bring {n} {n|row|rows}',
  nothingToBring: 'There is nothing in it to bring.',
  brought: '{made} new, {changed} changed, {left} left out.',
  toList: 'See who has not joined',
  invited: 'invited',
  invitedNote: 'On the list and not in the class yet. They join by the code, as everybody does.',
  nobodyInvited: 'Everybody on the list has joined, or there is no list.',
  drop: 'Take off the list',
  dropAsk: 'Take the {n} chosen {n|person|people} off the list? Bringing the list again puts them back.',
  dropped: '{n} {n|person|people} taken off the list.',
  listedAs: 'on the list: {who}',
  matchedBy: {
    proven: 'by a proven e-mail address',
    email: 'by an e-mail address that is not proven',
    number: 'by the number that they gave',
  },
  errors: {
    'platform-unreachable': 'The platform cannot be reached at present. Try again in some minutes.',
    'platform-unauthorized':
      'The platform does not let this tool see who is in the course. Its administrator can allow it.',
    'platform-unexpected':
      'The platform answered otherwise than LTI says. Its administrator should check the tool’s services.',
    'roster-empty': 'There is nobody in it. Below the row of column names comes a row for each person.',
    'roster-no-head':
      'The first row has to name the columns: “name”, and “number” or “email” or both. Add it above the others.',
    'roster-too-many':
      'A list has at most {n} people at a time. Divide it, and bring one part after the other.',
    'roster-full': 'A class has at most {n} people on its list. Take off who is not expected any more.',
  },
}
