import type { MachineView } from '@/lib/engine'

/** The picture with `?` for each variable of a stack that nothing has written yet: what the stack holds there is left
 *  from before, not a value of the program. It is read off the source, straight down from the declaration. */
export function withUnset(view: MachineView, source: string): MachineView {
  const lines = source.split('\n')
  return {
    ...view,
    tasks: view.tasks.map((task) => ({
      ...task,
      stack: task.stack.map((frame) =>
        frame.isLibrary
          ? frame
          : {
              ...frame,
              locals: frame.locals.map((local) =>
                isUnset(lines, frame.line, local.name) ? { ...local, value: '?' } : local,
              ),
            },
      ),
    })),
  }
}

/** Whether the variable `name` has no value yet when `line` (from 1) is about to run or is in a call. Which loops a line
 *  is in is told by how far it is indented. */
export function isUnset(lines: readonly string[], line: number, name: string): boolean {
  const declares = new RegExp(
    `^\\s*(?!static|return|else)(?:\\w+\\s+)*\\w+[\\s*]+(?:[^;()]*,\\s*\\**)?${name}\\s*([=;,])`,
  )
  const writes = new RegExp(
    `\\b${name}(?:\\.\\w+)*\\s*(?:[-+*/%&|^]|<<|>>)?=[^=]|&${name}\\b|\\b${name}(?:\\+\\+|--)|(?:\\+\\+|--)${name}\\b`,
  )
  let depth = (lines[line - 1] ?? '').search(/\S/)
  let isLoop = false
  for (let at = line; at >= 1; at--) {
    const text = lines[at - 1] ?? ''
    if (at < line && /^\}/.test(text)) return false
    const found = declares.exec(text)
    if (found) return at === line || (found[1] !== '=' && !(isLoop && isWrittenBelow(lines, line, writes)))
    if (at < line && writes.test(text)) return false
    const indent = text.search(/\S/)
    if (indent < 0 || indent >= depth) continue
    depth = indent
    isLoop ||= /\b(?:for|while|do)\b/.test(text)
  }
  return false
}

/** Whether the rest of a function writes it, which a loop may have run already. */
function isWrittenBelow(lines: readonly string[], line: number, writes: RegExp): boolean {
  const rest = lines.slice(line - 1)
  const end = rest.findIndex((text) => /^\}/.test(text))
  return rest.slice(0, end < 0 ? rest.length : end).some((text) => writes.test(text))
}
