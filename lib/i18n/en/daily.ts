/** A question a day: the part of the review page (strings with `{x}`, which cross to the browser), feeds and mail. */
export const daily = {
  form: {
    title: 'A question a day',
    lead: 'What is due for review comes first, then the interview question that is asked most often and that you have not rated yet.',
    open: 'Make my feed address',
    atom: 'Atom feed',
    calendar: 'Calendar (iCalendar)',
    secret:
      'Only you have this address. Whoever knows it sees the question of the day, but neither your name nor your answers.',
    renew: 'Make a new address',
    renewBody: 'Readers and calendars that use the old address will receive nothing any more.',
    close: 'End it',
    closeBody: 'The feed address stops working, and no more mail comes.',
    mail: 'E-mail',
    mailNever: 'No e-mail',
    mailAt: 'at {hour}:00 (Seoul)',
    mailTo: 'To {email}. Every message has a link that ends this.',
    mailGuest: 'To get it by e-mail, sign up first.',
    mailUnproven:
      'To get it by e-mail, sign in once with a link sent to {email}: it shows that the address is yours.',
    saved: 'Saved.',
    stopTitle: 'End the daily e-mail?',
    stopBody: 'No more questions will come by e-mail. Your feeds stay.',
    stop: 'End the e-mail',
    stopped: 'No more daily e-mail will come.',
    cancel: 'Cancel',
    errors: {
      'signed-out': 'You are not signed in any more. Reload the page.',
      'cross-origin': 'This request came from another page. Reload and try again.',
      'bad-request': 'That did not work. Reload the page and try again.',
      'address-unproven': 'Sign in once with a link sent to your address, then choose the hour.',
      'rate-limited': 'Too many changes. Try again in {seconds} s.',
      offline: 'The server was not reached. Try again.',
    },
  },
  feedTitle: 'Forklore: a question a day',
  entryCard: 'Answer aloud for 30 seconds, then compare with the key points.',
  entryReview: 'It is due for review today.',
  mail: {
    subject: (title: string) => `Today's question: ${title}`,
    text: (title: string, text: string, href: string, stop: string) =>
      `${title}\n\n${text}\n${href}\n\n--\nEnd this e-mail: ${stop}\n`,
  },
}
