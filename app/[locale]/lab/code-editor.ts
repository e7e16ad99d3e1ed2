import { autocompletion, type CompletionContext, completeFromList } from '@codemirror/autocomplete'
import { cpp } from '@codemirror/lang-cpp'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import type { Told, ToldMend } from '@/app/_widgets/wire'
import { makeMend, setTold, toldInPlace } from './editor-told'

export type CodeEditor = {
  readonly text: () => string
  readonly setText: (text: string) => void
  readonly swap: (key: number, text: string) => void
  readonly reveal: (line: number, column: number) => void
  readonly mend: (mend: ToldMend) => void
  readonly show: (told: readonly Told[]) => void
  readonly close: () => void
}

/** Names that a program of the lessons is likely to want. */
const NAMES = [
  ...['pthread_create', 'pthread_join', 'pthread_mutex_lock', 'pthread_mutex_unlock', 'pthread_mutex_t'],
  ...['pthread_cond_wait', 'pthread_cond_signal', 'pthread_cond_broadcast', 'pthread_cond_t', 'pthread_t'],
  ...['pthread_barrier_wait', 'pthread_rwlock_rdlock', 'pthread_rwlock_wrlock', 'pthread_rwlock_unlock'],
  ...[
    'sem_init',
    'sem_wait',
    'sem_post',
    'sem_t',
    'fork',
    'wait',
    'waitpid',
    'execl',
    'execvp',
    'exit',
    '_exit',
  ],
  ...['getpid', 'getppid', 'pipe', 'dup2', 'read', 'write', 'open', 'close', 'lseek', 'mmap', 'munmap'],
  ...['socketpair', 'poll', 'select', 'kill', 'sigaction', 'signal', 'alarm', 'pause', 'sleep', 'usleep'],
  ...[
    'printf',
    'fprintf',
    'scanf',
    'fgets',
    'perror',
    'malloc',
    'calloc',
    'realloc',
    'free',
    'memcpy',
    'memset',
  ],
  ...['strlen', 'strcmp', 'strcpy', 'atomic_int', 'atomic_fetch_add', 'atomic_load', 'atomic_store'],
].map((label) => ({ label, type: 'function' }))

/** The editor in a shadow tree: its style sheets are adopted there, which the page's policy on styles allows.
 *  @param key of the text, as in `swap`
 *  @param on what is told: a change by hand, Ctrl or Cmd with Enter, and a mend; where nobody is told of mends, what is
 *    wrong is not written into the text, which would move it while somebody types */
export function openCodeEditor(
  host: HTMLElement,
  key: number,
  text: string,
  label: string,
  on: { readonly change: () => void; readonly run: () => void; readonly mended?: () => void },
): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const run = Prec.highest(
    keymap.of([
      {
        key: 'Mod-Enter',
        run: () => {
          on.run()
          return true
        },
      },
    ]),
  )
  const extensions = [
    run,
    basicSetup,
    cpp(),
    syntaxHighlighting(colours),
    on.mended ? [] : lintGutter(),
    autocompletion({ override: [complete] }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) on.change()
    }),
    theme,
    on.mended ? toldInPlace(on.mended) : [],
  ]
  const stateOf = (doc: string) => EditorState.create({ doc, extensions })
  const view = new EditorView({ parent: root, root, state: stateOf(text) })
  /** Texts that are not shown, with what can be undone in them. */
  const away = new Map<number, EditorState>()
  let shown = key
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: wholly(view.state, next) }),
    swap: (next, wanted) => {
      away.set(shown, view.state)
      const known = away.get(next) ?? stateOf(wanted)
      shown = next
      view.setState(
        known.doc.toString() === wanted ? known : known.update({ changes: wholly(known, wanted) }).state,
      )
    },
    reveal: (line, column) => {
      const { from, to } = lineIn(view.state, line)
      const anchor = Math.min(to, from + Math.max(0, column - 1))
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    },
    mend: (mend) => {
      makeMend(view, mend)
      on.mended?.()
    },
    show: (told) => {
      view.dispatch(
        setDiagnostics(
          view.state,
          told.flatMap((one) => placed(view.state, one)),
        ),
      )
      const first = told.find(({ severity }) => severity === 'error')
      const effects = [setTold.of(told)]
      view.dispatch({
        effects:
          on.mended && first
            ? [...effects, EditorView.scrollIntoView(lineIn(view.state, first.line).to, { y: 'nearest' })]
            : effects,
      })
    },
    close: () => view.destroy(),
  }
}

const known = completeFromList(NAMES)

function complete(context: CompletionContext) {
  return context.matchBefore(/\w{2,}/) || context.explicit ? known(context) : null
}

function wholly(state: EditorState, insert: string) {
  return { from: 0, to: state.doc.length, insert }
}

/** The first or the last line where there is none of that number. */
function lineIn(state: EditorState, line: number) {
  return state.doc.line(Math.min(Math.max(1, line), state.doc.lines))
}

/** A diagnostic at its place in the text; one without a place stands at the first line. */
function placed(state: EditorState, told: Told): Diagnostic[] {
  const line = lineIn(state, told.line)
  const from = Math.min(line.to, line.from + Math.max(0, told.column - 1))
  const to = Math.min(line.to, from + Math.max(1, told.length))
  const message = told.hint ? `${told.message} ${told.hint}` : told.message
  return [{ from, to, severity: told.severity, message }]
}

/** The colours of every listing of the product. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.typeName, tags.processingInstruction], color: 'var(--c-key)' },
  { tag: [tags.string, tags.character, tags.special(tags.string)], color: 'var(--c-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--c-num)' },
  { tag: tags.comment, color: 'var(--c-com)' },
])

/** The page's own colours: custom properties reach into a shadow tree. */
const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13.5px', backgroundColor: 'var(--raise)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.7', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--ink)', outlineOffset: '-2px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--raise)',
    color: 'var(--ink-3)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--bar)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--ink) 18%, var(--raise))',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--raise)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--ink)',
    color: 'var(--on-ink)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
})
