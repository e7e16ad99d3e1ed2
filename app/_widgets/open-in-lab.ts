import type { RunInput } from '@/lib/player/session'
import { packProgram } from './run-link'

/** Goes to the lab with the program, as it runs here and in the order that it has taken so far. */
export async function openInLab({ files, config, grain, locale }: RunInput, schedule: string): Promise<void> {
  const { cores = 1, policy = 'rr', quantum = 20, seed = 1, stdin, tty } = config
  const fragment = await packProgram({
    files,
    config: { cores, policy, quantum, seed, ...(tty && { tty }) },
    grain,
    stdin: stdin ?? '',
    args: '',
    schedule,
  })
  window.location.assign(`/${locale}/lab#${fragment}`)
}
