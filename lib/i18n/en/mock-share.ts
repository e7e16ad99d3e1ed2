/** Letting others read the report of a mock interview. Strings, `{x}` for what is filled in: they cross to the browser. */
export const mockShare = {
  open: 'Share by a link',
  title: 'Let others read this report?',
  body: 'Whoever has the link reads it without signing in: the questions, your answers as you gave them, the points that are marked, how long you took, and the days planned from it. Neither your name nor your other interviews. You can end the link at any time.',
  end: 'End the link',
  endTitle: 'End the link?',
  endBody: 'The link opens nothing any more. Another one can be made.',
  cancel: 'Cancel',
  link: 'Link to this report',
  linkHelp: 'Whoever has it can read the report.',
  copy: 'Copy the link',
  copied: 'Copied',
  copyFailed: 'It could not be copied. It is selected: press Ctrl C.',
  seen: 'Somebody shared this report with you. The answers are in their own words.',
  theirs: 'In their words',
  theyTicked:
    'Points are found by their words in the answer, and corrected by whoever gave it: no mark, and no forecast.',
  noneTitle: 'No report is shared by this link',
  noneBody: 'Whoever shared it may have ended the link, or the address is incomplete.',
  tryIt: 'Try a mock interview',
  errors: {
    'signed-out': 'You are not signed in any more. Reload the page.',
    'cross-origin': 'This request came from another page. Reload and try again.',
    'not-found': 'This interview is not here any more. Reload the page.',
    'rate-limited': 'Too many changes. Try again in {seconds} s.',
    offline: 'The server was not reached. Try again.',
  },
}
