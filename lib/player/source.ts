import { type Session, stepsAt } from './session'

/** For each task the file that its line counts in: that of the last line of the program that it has run, since from
 *  there it went into the library. Index into the files of the run; -1 where it has run none. */
export function sourcesAt(session: Session, position: number, tasks: number): number[] {
  const sources = Array<number>(tasks).fill(-1)
  let left = tasks
  for (let at = stepsAt(session, position) - 1; at >= 0 && left > 0; at--) {
    const { task, file } = session.recording.step(at)
    if (file < 0 || sources[task] !== -1) continue
    sources[task] = file
    left--
  }
  return sources
}
