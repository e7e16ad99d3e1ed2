/** The page that stands in when one failed. An area of its own: it goes to every page, in both languages. */
export const problem = {
  title: 'This page could not be shown',
  body: 'What you saved is still there. Try again, or come back in a moment.',
  code: (code: string) => `Code ${code}`,
  retry: 'Try again',
}
