import type { MachineView, ValueView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'

/** The block by which the C library knows a thread lies at the top of the thread's stack: bytes from its end at most. */
const BLOCK = 4096

type Handle = { readonly pid: number; readonly from: number; readonly to: number; readonly shown: string }

/**
 * The picture with names of threads in place of their numbers: a `pthread_t` is the address of the library's block of a
 * thread, a number that says nothing to a reader. `→ B` is the thread B.
 */
export function withHandles(view: MachineView): MachineView {
  const handles = handlesOf(view)
  if (handles.length === 0) return view
  const named = (pid: number) => (value: ValueView) => nameOf(value, pid, handles)
  return {
    ...view,
    tasks: view.tasks.map((task) => ({
      ...task,
      stack: task.stack.map((frame) => ({ ...frame, locals: frame.locals.map(named(task.pid)) })),
    })),
    processes: view.processes.map((process) => ({
      ...process,
      segments: process.segments.map((segment) => ({
        ...segment,
        values: segment.values.map(named(process.pid)),
      })),
    })),
  }
}

/** Of every stack but that of the task by which a process began. */
function handlesOf({ processes, tasks }: MachineView): Handle[] {
  return processes.flatMap(({ pid, segments }) =>
    segments.flatMap(({ kind, task, end }) => {
      const isThread = kind === 'stack' && task !== null && tasks[task]?.tid !== pid
      return isThread ? [{ pid, from: end - BLOCK, to: end, shown: `→ ${taskLetter(task)}` }] : []
    }),
  )
}

/** C calls the type of a `pthread_t` by what it stands for: unsigned long (x86-64 ABI of glibc). */
const TYPE = 'long unsigned int'

function nameOf(value: ValueView, pid: number, handles: readonly Handle[]): ValueView {
  const [element] = value.type.split('[')
  if (element?.trim() !== TYPE) return value
  const shown = value.value.replace(/\d+/g, (number) => {
    const at = Number(number)
    return handles.find((one) => one.pid === pid && at >= one.from && at < one.to)?.shown ?? number
  })
  return shown === value.value ? value : { ...value, value: shown }
}
