/** What `npm test -- e2e` sets for the tests. @throws Error when they are run in another way */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the browser tests with \`npm test -- e2e\``)
  return value
}
