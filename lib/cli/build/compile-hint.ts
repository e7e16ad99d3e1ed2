import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Where it is the first line of a script, V8 compiles all its functions while it arrives, in another thread
 *  (https://v8.dev/blog/explicit-compile-hints). To every other engine it is a comment. */
const HINT = '//# allFunctionsCalledOnLoad\n'

/**
 * Gives the hint to the scripts that every page begins with. Of these most functions are called as soon as they are there,
 * and to compile each when it is called holds a page for half as long again.
 * @param build the folder of a finished `next build`
 * @returns how many scripts have the hint
 */
export function hintCompilation(build: string): number {
  const manifest = JSON.parse(readFileSync(path.join(build, 'build-manifest.json'), 'utf8')) as {
    readonly rootMainFiles: readonly string[]
  }
  const files = manifest.rootMainFiles.map((name) => path.join(build, name)).filter(existsSync)
  for (const file of files) {
    const script = readFileSync(file, 'utf8')
    if (!script.startsWith(HINT)) writeFileSync(file, HINT + script)
  }
  return files.length
}
