import type { SegmentKind, TraceEvent } from '@/lib/engine'
import type { Narration, Part } from '../narration'
import {
  type EventTeller,
  isPipe,
  isText,
  isTextAddress,
  isWord,
  type PipeEnd,
  quoted,
  type SyncKind,
  type ToldEvent,
  threadIn,
  valueIn,
} from '../tell'
import { deed } from './deed'
import { duration } from './duration'

type EventOf<K extends TraceEvent['kind']> = Extract<ToldEvent, { kind: K }>

const at = (place: { name: string | null; address: number }) =>
  place.name ?? `0x${place.address.toString(16)}`
/** A place, by what it is where its name might be read as a word. */
const place = (of: { name: string | null; address: number }): Part[] => [
  ...(isWord(of.name) ? ['the variable '] : []),
  { code: at(of) },
]
/** A text of no letters is what memory looks like that nobody has written to. */
const addressOf = (text: string): Part[] =>
  text === '""' ? ['the address of a byte that is 0'] : ['the address of the text ', { changed: text }]
/** A new value: that of a `pthread_t` is a thread. */
const shown = (value: string, pointsTo: string | undefined): Part[] => {
  const thread = threadIn(value)
  if (thread !== null) return ['the thread ', { task: thread }]
  return [{ changed: valueIn({ value, ...(pointsTo && { pointsTo }) }) }]
}
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const atomically = (e: { atomic: boolean }) => (e.atomic ? ' atomically' : '')

/** One sentence for every kind of event, and one for a line that left no event; `who` is the task that did it. */
export const event: EventTeller = {
  line: (line, next, who) => [
    { task: who },
    ` finished line ${line}.${next === null ? '' : ` Line ${next} is next.`}`,
  ],
  forked: (who) => [{ code: 'fork' }, ' returned 0 to ', { task: who }, ', the child.'],
  begins: (name, who) => [{ task: who }, ' begins in ', { code: name }, '.'],
  compute: (name, old, value, who) => [
    { task: who },
    ' computed ',
    { changed: value },
    ' from the ',
    { code: old },
    ' that it had read from ',
    ...place({ name, address: 0 }),
    '. It has not written it yet: no other task knows it.',
  ],
  lost: (read, written, first, who) => [
    { task: who },
    ' had read ',
    { code: read },
    ' before ',
    { task: first },
    ' wrote ',
    { code: written },
    ': the write of ',
    { task: first },
    ' is lost.',
  ],
  buffered: (text, fd, who) => [
    { task: who },
    ' put ',
    { changed: quoted(text) },
    ` into the buffer of ${fd === 1 ? 'stdout' : `fd ${fd}`}: the kernel has nothing of it yet.`,
  ],
  omitted: (count) => [
    `Not told: ${count === 1 ? '1 earlier event' : `${count.toLocaleString('en')} earlier events`} of this step.`,
  ],
  copiesByLibrary: (count, who) => [
    `The C library’s own writes copied ${many(count, 'page', 'pages')} for `,
    { task: who },
    '.',
  ],
  local: (e, who) =>
    e.name === null || e.value === null
      ? [{ task: who }, ' used only its own registers and stack.']
      : [
          { task: who },
          ' set its local ',
          { code: e.name },
          ' to ',
          ...(isText(e.value) ? addressOf(e.value) : shown(e.value, e.pointsTo)),
          '.',
        ],
  load: (e, who) => [
    { task: who },
    `${atomically(e)} read `,
    { code: valueIn(e) },
    ' from ',
    ...place(e.place),
    '.',
  ],
  store: (e, who) => [
    { task: who },
    `${atomically(e)} wrote `,
    ...(isTextAddress(e) ? addressOf(e.value) : shown(e.value, e.pointsTo)),
    ' to ',
    ...place(e.place),
    '.',
    ...(e.place.shared ? [` ${SHARED_WRITE[e.place.segment] ?? 'This place is shared.'}`] : []),
  ],
  exchange: (e, who) =>
    e.succeeded
      ? [
          { task: who },
          ' swapped ',
          ...place(e.place),
          ' from ',
          { code: e.old },
          ' to ',
          { changed: e.value },
          ' in one step.',
        ]
      : [{ task: who }, ' compared ', ...place(e.place), ', found ', { code: e.old }, ' and left it alone.'],
  call: (e, who) => [{ task: who }, ' called ', { code: e.function }, ': one more stack frame.'],
  return: (e, who) =>
    e.value === null
      ? [{ task: who }, ' returned from ', { code: e.function }, '.']
      : [
          { task: who },
          ' returned ',
          { code: valueIn({ ...e, value: e.value }) },
          ' from ',
          { code: e.function },
          '.',
        ],
  syscall: (e, who) => {
    if (e.deed) return deed(e.deed, who)
    if (e.fromLibrary) return libraryReturn(e, e.fromLibrary.waits, who)
    if (e.ends)
      return [
        { task: who },
        ` made a pipe: descriptor ${e.ends.read} is its read end, ${e.ends.write} its write end.`,
      ]
    if (e.closed)
      return [{ task: who }, ` closed descriptor ${e.arguments[0]}${END_OF[e.closed.end]}${e.closed.object}.`]
    const what = e.hasSlept ? ' came back from the system call ' : ' made the system call '
    const start: Part[] = [{ task: who }, what, { code: e.name }, '.']
    if (e.errno !== null) return [...start, ' The kernel answered with the error ', { code: e.errno }, '.']
    return e.result === null ? start : [...start, ' The kernel returned ', { code: e.result }, '.']
  },
  block: (e, who) => blocked(e, who),
  wake: (e) => [{ task: e.task }, ' woke up and can run again.'],
  switch: (e) => {
    if (e.to === null) return [`Core ${e.core} has nothing to run.`]
    const taken: Part[] = [{ task: e.to }, ` took core ${e.core}`]
    if (e.from === null) return [...taken, '.']
    if (e.why === 'exit') return [{ task: e.from }, ' had ended, so ', ...taken, '.']
    if (e.why === 'chosen') return [...taken, '; the order chosen for this run goes on with it.']
    return [...taken, '; ', { task: e.from }, ` ${SWITCH_REASON[e.why]}`]
  },
  fork: (e, who) => [
    { task: who },
    e.sharedPages === 0 ? ' made the child ' : ' forked ',
    { task: e.child },
    `, PID ${e.childPid}. `,
    ...gotten(e, who),
    ...(e.pending === undefined
      ? []
      : [' The copy has the buffer of stdout too, with ', { changed: quoted(e.pending) }, ' in it.']),
  ],
  clone: (e, who) => [
    { task: who },
    ' created thread ',
    { task: e.child },
    `, TID ${e.childTid}. There is still one address space.`,
  ],
  exec: (e, who) => [
    { task: who },
    ' replaced its program with ',
    { code: e.path },
    '. Its old memory is gone.',
  ],
  exit: (e, who) =>
    e.wholeProcess
      ? [
          { task: who },
          ` ended its process with status ${e.status}.${e.closesLastWriteEnd ? LAST_WRITE_END : ''}`,
          ...lost(e),
        ]
      : [{ task: who }, ' ended. Its process goes on.'],
  reap: (e, who) => [
    { task: who },
    ' reaped ',
    ...(e.child === undefined ? [`child ${e.pid}`] : [{ task: e.child }, `, its child ${e.pid},`]),
    e.signal === null
      ? ` and got its exit status, ${e.status}.`
      : ` and learned that signal ${e.signal} had killed it.`,
  ],
  fault: (e, who) => {
    if (e.fault === 'cow' && e.copied)
      return [
        { task: who },
        ` wrote to a page that it shared, ${pageName(e)}. The kernel copied it for `,
        { task: who },
        ` into page frame ${e.frame ?? '?'}.`,
      ]
    if (e.fault === 'cow')
      return [{ task: who }, ' took a write fault, but no other process maps this page: nothing was copied.']
    if (e.fault === 'minor')
      return [
        { task: who },
        ` touched a ${SEGMENT[e.segment]} page for the first time. The kernel attached page frame ${e.frame ?? '?'}.`,
      ]
    const where: Part = { code: `0x${e.address.toString(16)}` }
    return e.fault === 'protection'
      ? [{ task: who }, ' may not write to ', where, ': a protection fault.']
      : [{ task: who }, ' accessed ', where, ', where nothing is mapped.']
  },
  signal: (e) => {
    // The signal itself does nothing: what its parent does at it is what happens.
    if (e.wakes) return [{ task: e.to }, WAIT_IS_OVER]
    if (e.action === 'handled' && e.handler !== undefined)
      return [
        { code: e.name },
        ' sent ',
        { task: e.to },
        ' to its handler, ',
        { code: e.handler },
        e.hasReturned ? ', which has come back.' : ': one more stack frame.',
      ]
    if (e.action !== 'killed') {
      const [before, after] = SIGNAL_ACTION[e.action]
      return [{ code: e.name }, ` ${before} `, { task: e.to }, after]
    }
    const shell = `signal ${e.signal}; to a shell the status is 128 + ${e.signal} = ${128 + e.signal}`
    return [{ code: e.name }, ' ended the whole process of ', { task: e.to }, ` (${shell}).`, ...lost(e)]
  },
  write: (e, who) => [
    { task: who },
    ' wrote ',
    { changed: quoted(e.text) },
    ` to ${e.object} (${many(e.bytes, 'byte', 'bytes')}, fd ${e.fd}).`,
  ],
  read: (e, who) =>
    e.bytes === 0
      ? [
          { task: who },
          ` reached end of file on ${e.object}: its read returned 0 bytes.${isPipe(e.object) ? ' The pipe is empty, and no descriptor of its write end is left.' : ''}`,
        ]
      : [
          { task: who },
          ' read ',
          { changed: quoted(e.text) },
          ` from ${e.object} (${many(e.bytes, 'byte', 'bytes')}, fd ${e.fd}).`,
        ],
  lock: (e, who) => {
    const name = synced(e.place?.name ?? e.object, e.sync)
    if (e.operation === 'busy') return [{ task: who }, ' could not get ', ...name, ': another task holds it.']
    if (e.operation === 'released') return [{ task: who }, ' released ', ...name, '.']
    return [
      { task: who },
      ' acquired ',
      ...name,
      e.operation === 'shared' ? ' for reading, shared with others.' : '.',
    ]
  },
  skip: (e, who) => [
    { task: who },
    ` waited, doing the same ${e.times.toLocaleString('en')} times over. Nothing else can come of it, so it is not shown.`,
  ],
  limit: (e) => [LIMIT[e.limit]],
}

/** What was printed and never handed to the kernel goes with the memory of its process. */
function lost({ pending }: Pick<ToldEvent, 'pending'>): Part[] {
  if (pending === undefined) return []
  return [' ', { changed: quoted(pending) }, ' in the buffer of stdout is lost: nothing wrote it.']
}

/** What a child has of its parent: where pipes are at stake that is told of descriptors, else of memory. */
function gotten(e: EventOf<'fork'>, who: number): Part[] {
  if (e.copiesDescriptors) return [{ task: e.child }, ' has copies of ', { task: who }, '’s descriptors.']
  if (e.sharedPages === 0) return ['They have one address space.']
  return [
    { task: who },
    ' and ',
    { task: e.child },
    ` share ${many(e.sharedPages, 'page', 'pages')} for now.`,
  ]
}

/** What POSIX threads and semaphores do is done by the C library; it asks the kernel only where it must. */
function libraryReturn(e: EventOf<'syscall'>, waits: boolean, who: number): Narration {
  if (e.result === null && e.errno === null)
    return [{ task: who }, ' called the library function ', { code: e.name }, '.']
  if (e.errno !== null)
    return [{ code: e.name }, ' returned to ', { task: who }, ' with the error ', { code: e.errno }, '.']
  const inside = waits ? ' Where it has to wait, it waits in futex.' : ''
  return [{ code: e.name }, ' returned ', { code: e.result ?? '' }, ' to ', { task: who }, `.${inside}`]
}

const END_OF: Record<PipeEnd, string> = {
  read: ', the read end of ',
  write: ', the write end of ',
  both: ', both ways of ',
  none: ', ',
}

const SHARED_WRITE: Partial<Record<SegmentKind, string>> = {
  data: 'There is one data segment, so every thread sees it.',
  bss: 'There is one data segment, so every thread sees it.',
  heap: 'There is one heap, so every thread sees it.',
  shared: 'The page tables of all who map it point to the same page frame.',
  stack: 'It is another thread’s stack, but in the same address space.',
}

/** What waiters wait on, by what it is. */
const SYNC: Record<SyncKind, string> = {
  mutex: 'the mutex ',
  condition: 'the condition variable ',
  rwlock: 'the read-write lock ',
  barrier: 'the barrier ',
  semaphore: 'the semaphore ',
}

function synced(name: string, kind: SyncKind | undefined): Part[] {
  return kind === undefined ? [{ code: name }] : [SYNC[kind], { code: name }]
}

/** A page by its part of the address space, as the figure of the pages names it. */
function pageName({ segment, page }: EventOf<'fault'>): string {
  const word = SEGMENT[segment]
  const name = `${word[0]?.toUpperCase()}${word.slice(1)}`
  return page === null || page === undefined ? name : `${name} ${page}`
}

const LAST_WRITE_END = ' Its descriptors were closed, the last write end among them.'
const WAIT_IS_OVER = ' woke up: its wait can return now.'

const SEGMENT: Record<SegmentKind, string> = {
  code: 'code',
  rodata: 'read-only data',
  data: 'data',
  bss: 'data that begins as 0',
  heap: 'heap',
  mapping: 'mapped',
  shared: 'shared',
  stack: 'stack',
  tls: 'thread-local',
  none: 'missing',
}

const SWITCH_REASON: Record<Exclude<EventOf<'switch'>['why'], 'chosen' | 'exit'>, string> = {
  blocked: 'is waiting.',
  quantum: 'used up its time slice.',
  yield: 'yielded.',
  woken: 'was preempted by a more urgent task.',
}

const SIGNAL_ACTION: Record<Exclude<EventOf<'signal'>['action'], 'killed'>, readonly [string, string]> = {
  delivered: ['reached', '.'],
  pending: ['is pending for', ', which blocks it.'],
  merged: ['was pending already for', '; it stays pending once.'],
  ignored: ['reached', ', which ignores it.'],
  'no-effect': ['reached', '. By default this signal does nothing by itself.'],
  handled: ['sent', ' to its handler.'],
  stopped: ['stopped', '.'],
  continued: ['continued', '.'],
}

const LIMIT: Record<EventOf<'limit'>['limit'], string> = {
  steps: 'The program ran past its limit of steps. Look for a loop that does not end.',
  memory: 'The program has used all the memory that it may use.',
  output: 'The program has printed all that it may print.',
  tasks: 'The program has made all the tasks that it may make. Look for a fork that repeats.',
  descriptors: 'The program has opened all the file descriptors that it may open.',
}

/** Who reads waits for itself: it is one of those who could still write. */
function onlyOwn(fds: readonly number[]): string {
  return ` The only write end left is its own, fd ${fds.join(', ')}: while that is open there is no EOF.`
}

function blocked({ on, sync, lasts, ownEnds }: EventOf<'block'>, who: number): Narration {
  const { children = [] } = on
  if (children.length > 0)
    return [
      { task: who },
      children.length === 1 ? ' began to wait for ' : ' began to wait until one of its children ends: ',
      ...list(children),
      children.length === 1 ? ' to end, in ' : '. It waits in ',
      { code: on.call },
      '.',
    ]
  if (lasts !== undefined && on.call.endsWith('nanosleep'))
    return [{ task: who }, ` began to wait for ${duration(lasts)}, in `, { code: on.call }, '.']
  if (on.task !== null && on.call === 'pthread_join')
    return [{ task: who }, ' began to wait for ', { task: on.task }, ' to end, in ', { code: on.call }, '.']
  if (on.task !== null && on.call === 'vfork')
    return [
      { task: who },
      ' began to wait for ',
      { task: on.task },
      ' to end or to call exec, in ',
      { code: on.call },
      '.',
    ]
  if (on.task !== null)
    return [
      { task: who },
      ' began to wait until ',
      { task: on.task },
      ' unlocks ',
      ...synced(on.object ?? '', sync),
      ', in ',
      { code: on.call },
      '.',
    ]
  const wait = WAIT[on.call]
  if (wait)
    return [
      { task: who },
      ` began to wait ${wait}, in `,
      { code: on.call },
      `.${ownEnds ? onlyOwn(ownEnds) : ''}`,
    ]
  return [{ task: who }, ' began to wait in ', { code: on.call }, ` for ${on.object ?? 'an event'}.`]
}

function list(tasks: readonly number[]): Part[] {
  return tasks.flatMap((task, i): Part[] => [
    ...(i === 0 ? [] : [i === tasks.length - 1 ? ' or ' : ', ']),
    { task },
  ])
}

const WAIT: Record<string, string> = {
  wait: 'for a child to end',
  waitpid: 'for a child to end',
  wait4: 'for a child to end',
  read: 'for bytes to read',
  write: 'for room to write',
  pthread_mutex_lock: 'until the mutex is free',
  pthread_cond_wait: 'for a signal on the condition, having let go of the mutex',
  sem_wait: 'until the semaphore is above 0',
  nanosleep: 'until its time has come',
  pause: 'for a signal',
  accept: 'for a connection',
}
