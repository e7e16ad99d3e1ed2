import { type ChangeDesc, type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from '@codemirror/view'
import type { Told, ToldMend } from '@/app/_widgets/wire'

/** What is told from now on, at its places in the text. */
export const setTold = StateEffect.define<readonly Told[]>()

/** What is told, each below its line, with a button that mends it. What was told of a line that has been changed since is
 *  gone, and so is all that can be mended: a mend counts in the text as it was compiled. The rest goes along with its lines. */
export function toldInPlace(onMended: () => void): Extension {
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(told, transaction) {
      let now = told
      if (transaction.docChanged) {
        const touched = touchedLines(transaction.startState, transaction.changes)
        const stays = (from: number, _to: number, { spec }: Decoration) =>
          !touched.has(from) && !(spec.widget as ToldWidget).told.mend
        now = told.update({ filter: stays }).map(transaction.changes)
      }
      for (const effect of transaction.effects)
        if (effect.is(setTold)) now = placedBelow(transaction.state, effect.value, onMended)
      return now
    },
    provide: (field) => EditorView.decorations.from(field),
  })
  const mendHere = (view: EditorView) => {
    const { head } = view.state.selection.main
    let best: { readonly widget: ToldWidget; readonly far: number } | null = null
    for (const cursor = view.state.field(field).iter(); cursor.value; cursor.next()) {
      const { widget } = cursor.value.spec as { widget: ToldWidget }
      const far = Math.abs(view.state.doc.lineAt(cursor.from).number - view.state.doc.lineAt(head).number)
      if (widget.told.mend && (best === null || far < best.far)) best = { widget, far }
    }
    if (best) best.widget.mend(view)
    return best !== null
  }
  return [field, keymap.of([{ key: 'Mod-.', run: mendHere }]), look]
}

/** Makes a mend in the text that its line and column count in, as one step of what can be undone. */
export function makeMend(view: EditorView, { line, column, length, text }: ToldMend): void {
  const { doc } = view.state
  if (line > doc.lines) return
  const start = doc.line(line)
  const from = Math.min(start.to, start.from + column - 1)
  const to = Math.min(start.to, from + length)
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length },
    userEvent: 'input.mend',
    scrollIntoView: true,
  })
}

/** Where lines ended that a change touches: what is told stands there. */
function touchedLines(before: EditorState, changes: ChangeDesc): Set<number> {
  const ends = new Set<number>()
  changes.iterChangedRanges((from, to) => {
    for (let at = from; ; ) {
      const line = before.doc.lineAt(at)
      ends.add(line.to)
      if (line.to >= to) return
      at = line.to + 1
    }
  })
  return ends
}

function placedBelow(state: EditorState, told: readonly Told[], onMended: () => void): DecorationSet {
  const last = state.doc.lines
  return Decoration.set(
    told.map((one) =>
      Decoration.widget({ widget: new ToldWidget(one, onMended), block: true, side: 1 }).range(
        state.doc.line(Math.min(Math.max(1, one.line), last)).to,
      ),
    ),
    true,
  )
}

class ToldWidget extends WidgetType {
  constructor(
    readonly told: Told,
    readonly onMended: () => void,
  ) {
    super()
  }

  override eq(other: ToldWidget): boolean {
    return other.told === this.told
  }

  mend(view: EditorView): void {
    if (!this.told.mend) return
    makeMend(view, this.told.mend)
    this.onMended()
  }

  override toDOM(view: EditorView): HTMLElement {
    const { severity, message, hint, mend } = this.told
    const box = document.createElement('div')
    box.className = `cm-told ${severity}`
    box.append(paragraph('p', message))
    if (hint) box.append(paragraph('small', hint))
    if (!mend) return box
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = mend.label
    button.title = 'Ctrl .'
    button.onclick = () => {
      this.mend(view)
      if (window.matchMedia('(pointer: fine)').matches) view.focus()
    }
    box.append(button)
    return box
  }

  /** The button is the page's, not the editor's. */
  override ignoreEvent(): boolean {
    return true
  }
}

/** A sentence in which names stand in backticks. */
function paragraph(tag: 'p' | 'small', sentence: string): HTMLElement {
  const element = document.createElement(tag)
  for (const [i, part] of sentence.split('`').entries()) {
    const piece = document.createElement(i % 2 === 0 ? 'span' : 'code')
    piece.textContent = part
    element.append(piece)
  }
  return element
}

const look = EditorView.theme({
  '.cm-told': {
    padding: '6px 12px 8px 10px',
    borderLeft: '3px solid var(--edge)',
    backgroundColor: 'var(--bar)',
    color: 'var(--ink)',
    font: '400 0.8125rem/1.5 var(--sans)',
    whiteSpace: 'normal',
  },
  '.cm-told.error': { borderLeftColor: 'var(--bad)', backgroundColor: 'var(--bad-soft)' },
  '.cm-told p': { margin: '0', fontWeight: '600' },
  '.cm-told small': { display: 'block', fontSize: 'inherit' },
  '.cm-told code': { font: '0.8125rem var(--mono)' },
  '.cm-told button': {
    minHeight: '36px',
    marginTop: '6px',
    padding: '0 12px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--r2)',
    backgroundColor: 'var(--raise)',
    color: 'var(--ink)',
    font: '600 0.8125rem var(--sans)',
    cursor: 'pointer',
  },
  '.cm-told button:focus-visible': { outline: '2px solid var(--ink)', outlineOffset: '2px' },
})
