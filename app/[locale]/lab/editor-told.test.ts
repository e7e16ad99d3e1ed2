import { EditorState, type TransactionSpec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { expect, test } from 'vitest'
import type { Told } from '@/app/_widgets/wire'
import { setTold, toldInPlace } from './editor-told'

const LINES = ['int main(void) {', '  int x = 1', '  int unused;', '  return x;', '}']
const AT = { column: 1, length: 1, severity: 'error' } as const
const TOLD = [
  {
    ...AT,
    line: 2,
    message: 'a `;` is missing',
    mend: { line: 2, column: 12, length: 0, text: ';', label: '' },
  },
  { ...AT, line: 3, message: 'nobody uses `unused`' },
] as unknown as Told[]

/** The text with what is told in it, and what becomes of both by changes. */
function after(...changes: readonly TransactionSpec[]) {
  const start = EditorState.create({ doc: LINES.join('\n'), extensions: toldInPlace(() => {}) })
  const told = start.update({ effects: setTold.of(TOLD) }).state
  return changes.reduce((state, change) => state.update(change).state, told)
}

/** Numbers of the lines below which something is told. */
function linesOf(state: EditorState): number[] {
  const sets = state.facet(EditorView.decorations).filter((set) => typeof set !== 'function')
  return sets.flatMap((set) => {
    const lines: number[] = []
    for (const cursor = set.iter(); cursor.value; cursor.next())
      lines.push(state.doc.lineAt(cursor.from).number)
    return lines
  })
}

/** What Ctrl and . makes of a text; null: nothing. */
function mendedByKey(state: EditorState): string | null {
  const bound = state.facet(keymap).flat()
  let now = state
  const dispatch = (change: TransactionSpec) => {
    now = now.update(change).state
  }
  const view = { state, dispatch } as unknown as EditorView
  return bound.find(({ key }) => key === 'Mod-.')?.run?.(view) ? now.doc.toString() : null
}

test('what can be mended is offered in the text that was compiled', () => {
  expect(linesOf(after())).toEqual([2, 3])
  expect(mendedByKey(after())?.split('\n')[1]).toBe('  int x = 1;')
})

test('once the text has changed nothing is mended, and what else is told goes along with its line', () => {
  const above = after({ changes: { from: 0, insert: '\n' } })
  expect(mendedByKey(above)).toBeNull()
  expect(linesOf(above)).toEqual([4])
  const below = after({ changes: { from: LINES.join('\n').length, insert: '\n' } })
  expect(mendedByKey(below)).toBeNull()
  expect(linesOf(below)).toEqual([3])
})
