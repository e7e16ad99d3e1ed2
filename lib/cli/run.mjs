// `node lib/cli/run.mjs <name> [arguments]` runs the <name>.ts of one of the rooms of lib/cli.
// A command exports `main(args)`, returns its exit code or nothing, and finds the repository in process.cwd();
// the folder that the person stands in is process.env.INIT_CWD (npm sets it too).
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { bundle, commandFile, root } from './bundle.mjs'

const [name = '', ...args] = process.argv.slice(2)
process.env.INIT_CWD ??= process.cwd()
process.chdir(root)
if (!existsSync('node_modules/esbuild')) fail('The packages are not installed here. Run `npm ci` first.')
const file = commandFile(name)
if (file === undefined) fail(`There is no command named ${name || '(nothing)'}.`)
// esbuild itself has printed what is wrong, with file and line.
const bundled = await bundle(name).catch(() => fail(`${file} could not be bundled.`))
const { main } = await import(pathToFileURL(bundled).href)
try {
  const status = await main(args)
  if (typeof status === 'number') process.exitCode = status
} catch (error) {
  // A plain Error is a sentence for the person; anything else is a mistake of ours, and its place is wanted.
  const expected = error?.constructor === Error && !process.env.FORKLORE_DEBUG
  console.error(expected ? error.message : error)
  process.exitCode = 1
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
