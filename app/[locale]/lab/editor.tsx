'use client'

import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Told, ToldMend } from '@/app/_widgets/wire'
import type { CodeEditor } from './code-editor'
import './editor.css'

export type EditorHandle = {
  readonly text: () => string
  readonly setText: (text: string) => void
  /** Goes on with another text, each of which has an undo of its own.
   *  @param key names it */
  readonly swap: (key: number, text: string) => void
  /** Puts the cursor there, both counted from 1, and brings it into view. */
  readonly reveal: (line: number, column: number) => void
  /** Makes a mend in the text as it was compiled, in one step that can be undone. */
  readonly mend: (mend: ToldMend) => void
}

/** The program's text. Until the editor has been fetched, and without it, a plain field holds it. */
export function Editor(props: {
  ref: Ref<EditorHandle>
  text: string
  told: readonly Told[]
  label: string
  onChange: () => void
  onRun: () => void
  /** A mend has been made. */
  onMended?: () => void
}) {
  const { ref, text, told, label, onChange, onRun, onMended } = props
  const host = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [editor, setEditor] = useState<CodeEditor | null>(null)
  // What the editor calls is what was rendered last, not what was when it was opened.
  const calls = useRef({ onChange, onRun, onMended })
  calls.current = { onChange, onRun, onMended }
  const shown = useRef(0)
  const takesMends = onMended !== undefined

  useEffect(() => {
    let opened: CodeEditor | null = null
    let isGone = false
    import('./code-editor').then(({ openCodeEditor }) => {
      if (isGone || !host.current) return
      opened = openCodeEditor(host.current, shown.current, field.current?.value ?? '', label, {
        change: () => calls.current.onChange(),
        run: () => calls.current.onRun(),
        ...(takesMends && { mended: () => calls.current.onMended?.() }),
      })
      setEditor(opened)
    })
    return () => {
      isGone = true
      opened?.close()
    }
  }, [label, takesMends])

  useEffect(() => editor?.show(told), [editor, told])

  useImperativeHandle(
    ref,
    () => ({
      text: () => editor?.text() ?? field.current?.value ?? '',
      setText: (next) => {
        if (editor) editor.setText(next)
        else if (field.current) field.current.value = next
      },
      swap: (key, next) => {
        shown.current = key
        if (editor) editor.swap(key, next)
        else if (field.current) field.current.value = next
      },
      reveal: (line, column) => editor?.reveal(line, column),
      mend: (mend) => editor?.mend(mend),
    }),
    [editor],
  )
  return (
    <div className="lab-editor">
      {!editor && (
        <textarea
          ref={field}
          defaultValue={text}
          aria-label={label}
          spellCheck={false}
          autoCapitalize="off"
          onChange={onChange}
        />
      )}
      <div ref={host} className="lab-editor-host" hidden={!editor} />
    </div>
  )
}
