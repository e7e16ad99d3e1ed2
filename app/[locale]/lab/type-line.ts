import { inputOf } from '@/app/_widgets/lab-run'
import { MOST_TEXT, type RunSettings } from '@/lib/lab/program'
import type { RunInput } from '@/lib/player/session'

/** A run with a line more of input, and the settings with it. The schedule goes into the settings only where they are still
 *  those of the run and the program is too: to another it means nothing. Input that was written there since stays.
 *  @param schedule the way that the run took to where the line is read
 *  @param isChanged the program was written in since it was run
 *  @returns null where it is too much */
export function typeLine(
  run: RunInput,
  settings: RunSettings,
  { text, schedule, isChanged }: { text: string; schedule: string; isChanged: boolean },
): { readonly input: RunInput; readonly settings: RunSettings } | null {
  const typed = run.config.stdin ?? ''
  const stdin = `${typed}${typed === '' || typed.endsWith('\n') ? '' : '\n'}${text}`
  if (stdin.length > MOST_TEXT) return null
  const input = { ...run, config: { ...run.config, stdin }, schedule }
  if (settings.stdin !== typed) return { input, settings }
  const { after: _, ...known } = settings
  const isOther = isChanged || !isOf(settings, run)
  return { input, settings: isOther ? { ...known, stdin } : { ...known, stdin, schedule } }
}

/** Whether a run was made with these settings, its schedule aside. */
function isOf(settings: RunSettings, { files, config, grain, locale }: RunInput): boolean {
  const made = inputOf({ ...settings, files }, locale)
  return made.grain === grain && JSON.stringify(made.config) === JSON.stringify(config)
}
