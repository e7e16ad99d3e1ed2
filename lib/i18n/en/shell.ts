/** What stands around every page, and the pages that say something went wrong. */
export const shell = {
  product: 'Forklore',
  tagline: 'Operating systems you can step through',
  skip: 'Skip to content',
  mainNav: 'Main',
  learn: 'Learn',
  interview: 'Interview',
  classes: 'Classes',
  language: 'Language',
  theme: 'Switch between light and dark',
  menu: 'Menu',
  signIn: 'Sign in',
  account: 'Account',
  guest: 'Guest',
  notFoundTitle: 'There is no page at this address',
  notFoundBody: 'The address may be mistyped, or the page has moved.',
  toLessons: 'See the lessons',
}
