import { type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { Told } from '@/app/_widgets/wire'
import { FIRST_FILE, filesProblem, type LabProgram, MOST_FILES } from '@/lib/lab/program'
import { Editor, type EditorHandle } from './editor'
import { FileName } from './file-name'
import type { LabLabels } from './settings'

type Files = LabProgram['files']
/** A file under a number that it keeps when it is renamed. Of the one that is shown the editor holds the text. */
type Tab = { readonly key: number; readonly name: string; readonly text: string }

export type FilesHandle = {
  readonly files: () => Files
  /** Puts a program in place of what stands here. What a file of the same name held comes back with undo. */
  readonly open: (files: Files) => void
  /** Shows a place of one of the files; of an unknown one nothing. */
  readonly reveal: (name: string, line: number, column: number) => void
  /** Makes the mend of what is told, in the file that it is told of. */
  readonly mend: (told: Told) => void
}

let keys = 0
const tabOf = ({ name, text }: Files[number]): Tab => ({ key: ++keys, name, text })

/** The files of a program: one is shown; they are added, renamed, deleted and brought back. */
export function FilesEditor(props: {
  ref: Ref<FilesHandle>
  first: string
  told: readonly Told[]
  labels: LabLabels
  onChange: () => void
  /** Files are no longer at the places where they were. */
  onMoved: () => void
  onRun: () => void
  onMended: () => void
}) {
  const { ref, first, told, labels, onChange, onMoved, onRun, onMended } = props
  const editor = useRef<EditorHandle>(null)
  const [tabs, setTabs] = useState<readonly Tab[]>(() => [{ key: 0, name: FIRST_FILE, text: first }])
  const [shown, setShown] = useState(0)
  const [lost, setLost] = useState<readonly Tab[] | null>(null)
  const [naming, setNaming] = useState<'add' | 'rename' | null>(null)
  const here = tabs.find(({ key }) => key === shown) ?? tabs[0]

  /** All files as they are now. */
  const current = () =>
    tabs.map((tab) => (tab.key === shown ? { ...tab, text: editor.current?.text() ?? tab.text } : tab))
  const put = (next: readonly Tab[], key: number) => {
    const target = next.find((tab) => tab.key === key) ?? next[0]
    if (!target) return
    if (target.key === shown) {
      if (editor.current?.text() !== target.text) editor.current?.setText(target.text)
    } else editor.current?.swap(target.key, target.text)
    setTabs(next)
    setShown(target.key)
    setNaming(null)
  }
  const change = (next: readonly Tab[], key: number, gone: readonly Tab[] | null) => {
    put(next, key)
    if (next.some((tab, i) => tab.key !== (tabs[i]?.key ?? tab.key))) onMoved()
    setLost(gone)
    onChange()
  }
  const name = (wanted: string): string | null => {
    const before = current()
    const added = naming === 'add' ? [tabOf({ name: wanted, text: '' })] : []
    const next = [
      ...before.map((tab) => (naming === 'rename' && tab.key === shown ? { ...tab, name: wanted } : tab)),
      ...added,
    ]
    const problem = filesProblem(next)
    if (problem && problem !== 'long')
      return fill(labels.filesProblems[problem], { name: wanted, n: MOST_FILES })
    change(next, added[0]?.key ?? shown, null)
    return null
  }
  const remove = () => {
    const before = current()
    const at = before.findIndex(({ key }) => key === shown)
    change(before.toSpliced(at, 1), before[at + 1]?.key ?? before[at - 1]?.key ?? 0, before)
  }
  /** What has been deleted or replaced stands where it was; what else has been written since stays. */
  const restored = (old: readonly Tab[], now: readonly Tab[]): Tab[] => {
    const next = old.map((tab) => now.find(({ key }) => key === tab.key) ?? tab)
    const names = new Set(next.map((tab) => tab.name))
    return [...next, ...now.filter((tab) => !names.has(tab.name))]
  }
  const bringBack = (old: readonly Tab[]) => change(restored(old, current()), old[0]?.key ?? shown, null)

  useImperativeHandle(ref, () => ({
    files: () => current().map(({ name, text }) => ({ name, text })),
    open: (files) => {
      const before = current()
      const only = files.length === 1 && before.length === 1
      const next = files.map((file, i) => {
        const same = only ? before[i] : before.find((tab) => tab.name === file.name)
        return same ? { ...same, ...file } : tabOf(file)
      })
      put(next, next[0]?.key ?? 0)
      const isReplaced = before.length > 1 || before[0]?.key !== next[0]?.key
      setLost(isReplaced ? before.map((tab) => ({ ...tab, key: ++keys })) : null)
    },
    reveal: (file, line, column) => {
      const target = tabs.find((tab) => tab.name === file)
      if (!target) return
      if (target.key !== shown) put(current(), target.key)
      editor.current?.reveal(line, column)
    },
    mend: ({ file, mend }) => {
      const target = tabs.find((tab) => tab.name === file)
      if (!target || !mend) return
      if (target.key !== shown) put(current(), target.key)
      editor.current?.mend(mend)
    },
  }))
  const own = useMemo(() => told.filter(({ file }) => file === here?.name), [told, here?.name])
  return (
    <>
      <div className="lab-files">
        <nav aria-label={labels.files}>
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              aria-pressed={tab.key === shown}
              onClick={() => put(current(), tab.key)}
            >
              {tab.name}
              {told.some(({ file, severity }) => file === tab.name && severity === 'error') && (
                <>
                  <Icon name="warning" size={14} />
                  <span className="visually-hidden">{labels.hasErrors}</span>
                </>
              )}
            </button>
          ))}
        </nav>
        {naming ? (
          <FileName
            key={naming}
            first={naming === 'rename' ? (here?.name ?? '') : ''}
            labels={labels}
            onName={name}
            onCancel={() => setNaming(null)}
          />
        ) : (
          <span className="lab-file-acts">
            <button type="button" onClick={() => setNaming('add')} disabled={tabs.length >= MOST_FILES}>
              {labels.addFile}
            </button>
            <button type="button" onClick={() => setNaming('rename')}>
              {labels.renameFile}
            </button>
            {tabs.length > 1 && (
              <button type="button" onClick={remove}>
                {fill(labels.deleteFile, { name: here?.name ?? '' })}
              </button>
            )}
            {lost && (
              <button
                type="button"
                onClick={() => bringBack(lost)}
                // Together they are too many: another has to be deleted first, which nothing brings back then.
                disabled={restored(lost, tabs).length > MOST_FILES}
              >
                {labels.bringBack}
              </button>
            )}
          </span>
        )}
      </div>
      <Editor
        ref={editor}
        text={first}
        told={own}
        label={labels.editor}
        onChange={onChange}
        onRun={onRun}
        onMended={onMended}
      />
    </>
  )
}
