import { autocompletion, type CompletionContext, completeFromList } from '@codemirror/autocomplete'
import { cpp } from '@codemirror/lang-cpp'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import type { Told } from '@/app/_widgets/wire'

export type CodeEditor = {
  readonly text: () => string
  readonly setText: (text: string) => void
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
 *  @param onRun Ctrl or Cmd with Enter */
export function openCodeEditor(
  host: HTMLElement,
  text: string,
  label: string,
  on: { readonly change: () => void; readonly run: () => void },
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
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        run,
        basicSetup,
        cpp(),
        syntaxHighlighting(colours),
        lintGutter(),
        autocompletion({ override: [complete] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) on.change()
        }),
        theme,
      ],
    }),
  })
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    show: (told) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          told.flatMap((one) => placed(view.state, one)),
        ),
      ),
    close: () => view.destroy(),
  }
}

const known = completeFromList(NAMES)

function complete(context: CompletionContext) {
  return context.matchBefore(/\w{2,}/) || context.explicit ? known(context) : null
}

/** A diagnostic at its place in the text; one without a place stands at the first line. */
function placed(state: EditorState, told: Told): Diagnostic[] {
  const line = state.doc.line(Math.min(Math.max(1, told.line), state.doc.lines))
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
