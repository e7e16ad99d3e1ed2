import type { SegmentKind, TraceEvent } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
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
import { type JosaKind, josa } from './josa'

type EventOf<K extends TraceEvent['kind']> = Extract<ToldEvent, { kind: K }>

const task = (index: number, kind: JosaKind): Part[] => [{ task: index }, josa(taskLetter(index), kind)]
const code = (text: string, kind: JosaKind): Part[] => [{ code: text }, josa(text, kind)]
const changed = (text: string, kind: JosaKind): Part[] => [{ changed: text }, josa(text, kind)]
const at = (place: { name: string | null; address: number }) =>
  place.name ?? `0x${place.address.toString(16)}`

/** A place, by what it is where its name might be read as a word. */
const place = (of: { name: string | null; address: number }): Part[] => [
  ...(isWord(of.name) ? ['변수 '] : []),
  { code: at(of) },
]
/** A text of no letters is what memory looks like that nobody has written to. */
const addressOf = (text: string): Part[] =>
  text === '""' ? ['값이 0인 바이트의 주소'] : ['글 ', { changed: text }, '의 주소']

/** A new value: that of a `pthread_t` is a thread. */
const shown = (value: string, pointsTo: string | undefined, kind: JosaKind): Part[] => {
  const thread = threadIn(value)
  if (thread !== null) return ['스레드 ', ...task(thread, kind)]
  return changed(valueIn({ value, ...(pointsTo && { pointsTo }) }), kind)
}

/** One sentence for every kind of event, and one for a line that left no event; `who` is the task that did it. */
export const event: EventTeller = {
  line: (line, next, who) => [
    ...task(who, '이가'),
    ` ${line}행을 마쳤습니다.${next === null ? '' : ` 다음은 ${next}행입니다.`}`,
  ],
  forked: (who) => ['자식 ', { task: who }, '에서는 ', { code: 'fork' }, '가 0을 돌려주었습니다.'],
  begins: (name, who) => [...task(who, '이가'), ' ', { code: name }, '에서 시작합니다.'],
  compute: (name, old, value, who) => [
    ...task(who, '이가'),
    ' ',
    ...place({ name, address: 0 }),
    '에서 읽어 둔 값 ',
    ...code(old, '으로'),
    ' 계산해 ',
    ...changed(value, '을를'),
    ' 얻었습니다. 아직 쓰지 않아서 이 태스크만 아는 값입니다.',
  ],
  lost: (read, written, first, who) => [
    ...task(who, '은는'),
    ' ',
    ...task(first, '이가'),
    ' ',
    ...code(written, '을를'),
    ' 쓰기 전에 ',
    ...code(read, '을를'),
    ' 읽었습니다. ',
    { task: first },
    '의 쓰기는 사라졌습니다.',
  ],
  buffered: (text, fd, who) => [
    ...task(who, '이가'),
    ' ',
    ...changed(quoted(text), '을를'),
    ` ${fd === 1 ? 'stdout' : `fd ${fd}`}의 버퍼에 넣었습니다. 아직 커널에 보낸 것은 없습니다.`,
  ],
  omitted: (count) => [`이 단계에서 먼저 일어난 ${count.toLocaleString('ko')}가지는 생략합니다.`],
  copiesByLibrary: (count, who) => [
    'C 라이브러리의 쓰기로 ',
    { task: who },
    `의 페이지 ${count}장이 복사되었습니다.`,
  ],
  local: (e, who) =>
    e.name === null || e.value === null
      ? [...task(who, '이가'), ' 자기 레지스터와 스택만 썼습니다.']
      : [
          ...task(who, '이가'),
          ' 지역 변수 ',
          ...code(e.name, '을를'),
          ' ',
          ...(isText(e.value) ? [...addressOf(e.value), '로'] : shown(e.value, e.pointsTo, '으로')),
          ' 두었습니다.',
        ],
  load: (e, who) => [
    ...task(who, '이가'),
    ` ${e.atomic ? '원자적으로 ' : ''}`,
    ...place(e.place),
    '에서 ',
    ...code(valueIn(e), '을를'),
    ' 읽었습니다.',
  ],
  store: (e, who) => [
    ...task(who, '이가'),
    ` ${e.atomic ? '원자적으로 ' : ''}`,
    ...place(e.place),
    '에 ',
    ...(isTextAddress(e) ? [...addressOf(e.value), '를'] : shown(e.value, e.pointsTo, '을를')),
    ' 썼습니다.',
    ...(e.place.shared ? [` ${SHARED_WRITE[e.place.segment] ?? '공유하는 자리입니다.'}`] : []),
  ],
  exchange: (e, who) =>
    e.succeeded
      ? [
          ...task(who, '이가'),
          ' ',
          ...place(e.place),
          '의 ',
          ...code(e.old, '을를'),
          ' ',
          ...changed(e.value, '으로'),
          ' 한 번에 바꿨습니다.',
        ]
      : [
          ...task(who, '이가'),
          ' ',
          ...place(e.place),
          josa(at(e.place), '을를'),
          ' 비교했지만 값이 ',
          { code: e.old },
          '여서 바꾸지 않았습니다.',
        ],
  call: (e, who) => [
    ...task(who, '이가'),
    ' ',
    ...code(e.function, '을를'),
    ' 호출했습니다. 스택 프레임이 하나 쌓였습니다.',
  ],
  return: (e, who) =>
    e.value === null
      ? [...task(who, '이가'), ' ', { code: e.function }, '에서 돌아왔습니다.']
      : [
          ...task(who, '이가'),
          ' ',
          { code: e.function },
          '에서 ',
          ...code(valueIn({ ...e, value: e.value }), '을를'),
          ' 가지고 돌아왔습니다.',
        ],
  syscall: (e, who) => {
    if (e.deed) return deed(e.deed, who)
    if (e.fromLibrary) return libraryReturn(e, e.fromLibrary.waits, who)
    if (e.ends)
      return [
        ...task(who, '이가'),
        ` 파이프를 만들었습니다. 디스크립터 ${e.ends.read}번이 읽기 쪽, ${e.ends.write}번이 쓰기 쪽입니다.`,
      ]
    if (e.closed)
      return [
        ...task(who, '이가'),
        ` 디스크립터 ${e.arguments[0]}번(${e.closed.object}${END_OF[e.closed.end]})을 닫았습니다.`,
      ]
    const start: Part[] = e.hasSlept
      ? [...task(who, '이가'), ' 시스템 콜 ', { code: e.name }, '에서 돌아왔습니다.']
      : [...task(who, '이가'), ' 시스템 콜 ', ...code(e.name, '을를'), ' 호출했습니다.']
    if (e.errno !== null) return [...start, ' 커널이 ', { code: e.errno }, ' 오류를 돌려주었습니다.']
    return e.result === null ? start : [...start, ' 커널이 ', ...code(e.result, '을를'), ' 돌려주었습니다.']
  },
  block: (e, who) => blocked(e, who),
  wake: (e) => [...task(e.task, '이가'), ' 깨어났습니다. 이제 실행할 수 있습니다.'],
  switch: (e) => {
    if (e.to === null) return [`코어 ${e.core}에 실행할 태스크가 없습니다.`]
    const core = `코어 ${e.core}${josa(String(e.core), '을를')} `
    const taken: Part[] = [core, ...task(e.to, '이가'), ' 받았습니다.']
    if (e.from === null) return taken
    if (e.why === 'exit') return [...task(e.from, '이가'), ' 끝나 ', ...taken]
    if (e.why === 'chosen') return ['이 실행에 정한 순서에 따라 ', ...taken]
    return [...taken, ' ', ...task(e.from, '은는'), ` ${SWITCH_REASON[e.why]}`]
  },
  fork: (e, who) => [
    ...task(who, '이가'),
    ' 자식 ',
    ...task(e.child, '을를'),
    ` 만들었습니다. PID는 ${e.childPid}입니다. `,
    ...gotten(e, who),
    ...(e.pending === undefined
      ? []
      : [' stdout의 버퍼에 남은 ', { changed: quoted(e.pending) }, '도 복사되었습니다.']),
  ],
  clone: (e, who) => [
    ...task(who, '이가'),
    ' 스레드 ',
    ...task(e.child, '을를'),
    ` 만들었습니다. TID는 ${e.childTid}이고 주소 공간은 그대로 하나입니다.`,
  ],
  exec: (e, who) => [
    ...task(who, '이가'),
    ' ',
    ...code(e.path, '으로'),
    ' 프로그램을 갈아 끼웠습니다. 이전 메모리는 사라졌습니다.',
  ],
  exit: (e, who) =>
    e.wholeProcess
      ? [
          ...task(who, '이가'),
          ` 프로세스를 끝냈습니다. 종료 상태는 ${e.status}입니다.${e.closesLastWriteEnd ? LAST_WRITE_END : ''}`,
          ...lost(e),
        ]
      : [...task(who, '이가'), ' 끝났습니다. 프로세스는 계속됩니다.'],
  reap: (e, who) => [
    ...task(who, '이가'),
    ' 자식 ',
    ...(e.child === undefined
      ? [`PID ${e.pid}${josa(String(e.pid), '을를')}`]
      : [{ task: e.child }, `(PID ${e.pid})${josa(taskLetter(e.child), '을를')}`]),
    e.signal === null
      ? ` 회수하고 종료 상태 ${e.status}${josa(String(e.status), '을를')} 받았습니다.`
      : ` 회수하며 시그널 ${e.signal}번으로 끝난 것을 알았습니다.`,
  ],
  fault: (e, who) => {
    const where = `0x${e.address.toString(16)}`
    if (e.fault === 'cow' && e.copied)
      return [
        ...task(who, '이가'),
        ` 함께 사용하던 페이지 ${pageName(e)}에 썼습니다. 커널이 `,
        { task: who },
        `의 사본을 페이지 프레임 ${e.frame ?? '?'}에 만들었습니다.`,
      ]
    if (e.fault === 'cow')
      return [
        ...task(who, '이가'),
        ' 쓰기 폴트를 냈지만 이 페이지를 가리키는 프로세스가 하나뿐이어서 복사하지 않았습니다.',
      ]
    if (e.fault === 'minor')
      return [
        ...task(who, '이가'),
        ` ${SEGMENT[e.segment]} 페이지를 처음 건드렸습니다. 커널이 페이지 프레임 ${e.frame ?? '?'}${josa(String(e.frame ?? 0), '을를')} 붙였습니다.`,
      ]
    return e.fault === 'protection'
      ? [...task(who, '은는'), ' ', { code: where }, '에 쓸 권한이 없습니다. 보호 폴트입니다.']
      : [...task(who, '이가'), ' 아무것도 매핑되지 않은 ', { code: where }, '에 접근했습니다.']
  },
  signal: (e) => {
    // The signal itself does nothing: what its parent does at it is what happens.
    if (e.wakes) return [...task(e.to, '이가'), WAIT_IS_OVER]
    if (e.action === 'handled' && e.handler !== undefined)
      return [
        { code: e.name },
        ' 시그널이 ',
        ...task(e.to, '을를'),
        ' 핸들러 ',
        ...code(e.handler, '으로'),
        e.hasReturned
          ? ' 보냈고, 핸들러는 이미 돌아왔습니다.'
          : ' 보냈습니다. 스택 프레임이 하나 쌓였습니다.',
      ]
    if (e.action !== 'killed') return [{ code: e.name }, ' 시그널이 ', ...SIGNAL_ACTION[e.action](e.to)]
    return [
      ...code(e.name, '이가'),
      ' ',
      { task: e.to },
      `의 프로세스 전체를 끝냈습니다(시그널 ${e.signal}, 셸의 종료 상태로는 128+${e.signal}=${128 + e.signal}).`,
      ...lost(e),
    ]
  },
  write: (e, who) => [
    ...task(who, '이가'),
    ` ${e.object}에 `,
    ...changed(quoted(e.text), '을를'),
    ` 썼습니다(${e.bytes}바이트, fd ${e.fd}).`,
  ],
  read: (e, who) =>
    e.bytes === 0
      ? [
          ...task(who, '이가'),
          ` ${e.object}에서 파일 끝(EOF)을 만났습니다. 읽기가 0바이트로 돌아왔습니다.${isPipe(e.object) ? ' 파이프가 비었고, 쓰기 쪽의 디스크립터가 하나도 남지 않았기 때문입니다.' : ''}`,
        ]
      : [
          ...task(who, '이가'),
          ` ${e.object}에서 `,
          ...changed(quoted(e.text), '을를'),
          ` 읽었습니다(${e.bytes}바이트, fd ${e.fd}).`,
        ],
  lock: (e, who) => {
    const name = synced(e.place?.name ?? e.object, e.sync, '을를')
    if (e.operation === 'busy')
      return [...task(who, '이가'), ' ', ...name, ' 얻지 못했습니다. 다른 태스크가 쥐고 있습니다.']
    if (e.operation === 'released') return [...task(who, '이가'), ' ', ...name, ' 놓았습니다.']
    return [
      ...task(who, '이가'),
      ' ',
      ...name,
      e.operation === 'shared' ? ' 함께 읽도록 얻었습니다.' : ' 얻었습니다.',
    ]
  },
  skip: (e, who) => [
    ...task(who, '이가'),
    ` 같은 일을 ${e.times.toLocaleString('ko')}번 되풀이하며 기다렸습니다. 결과가 같으므로 그동안은 건너뛰고 보여 줍니다.`,
  ],
  limit: (e) => [LIMIT[e.limit]],
}

/** What was printed and never handed to the kernel goes with the memory of its process. */
function lost({ pending }: Pick<ToldEvent, 'pending'>): Part[] {
  if (pending === undefined) return []
  return [' stdout의 버퍼에 남은 ', ...changed(quoted(pending), '은는'), ' 아무도 쓰지 않아 사라졌습니다.']
}

/** What a child has of its parent: where pipes are at stake that is told of descriptors, else of memory. */
function gotten(e: EventOf<'fork'>, who: number): Part[] {
  if (e.copiesDescriptors)
    return [...task(e.child, '은는'), ' ', { task: who }, '의 디스크립터를 복사해 가졌습니다.']
  if (e.sharedPages === 0) return ['둘은 주소 공간 하나를 함께 씁니다.']
  return [
    '지금은 ',
    ...task(who, '과와'),
    ' ',
    ...task(e.child, '이가'),
    ` 페이지 ${e.sharedPages}장을 함께 사용합니다.`,
  ]
}

/** What POSIX threads and semaphores do is done by the C library; it asks the kernel only where it must. */
function libraryReturn(e: EventOf<'syscall'>, waits: boolean, who: number): Narration {
  if (e.result === null && e.errno === null)
    return [...task(who, '이가'), ' 라이브러리 함수 ', ...code(e.name, '을를'), ' 호출했습니다.']
  const start: Part[] = [{ task: who }, '의 ']
  if (e.errno !== null)
    return [...start, ...code(e.name, '이가'), ' 오류 ', ...code(e.errno, '으로'), ' 돌아왔습니다.']
  const inside = waits ? ' 기다려야 할 때는 안에서 futex로 기다립니다.' : ''
  return [...start, ...code(e.name, '이가'), ` 돌아왔습니다(반환값 ${e.result}).${inside}`]
}

const END_OF: Record<PipeEnd, string> = {
  read: '의 읽기 쪽',
  write: '의 쓰기 쪽',
  both: '의 양쪽',
  none: '',
}

const SHARED_WRITE: Partial<Record<SegmentKind, string>> = {
  data: '데이터 영역은 하나라서 다른 스레드도 이 값을 봅니다.',
  bss: '데이터 영역은 하나라서 다른 스레드도 이 값을 봅니다.',
  heap: '힙은 하나라서 다른 스레드도 이 값을 봅니다.',
  shared: '이것을 매핑한 프로세스들의 페이지 테이블이 모두 같은 페이지 프레임을 가리킵니다.',
  stack: '남의 스택이지만 같은 주소 공간이라 쓸 수 있습니다.',
}

/** What waiters wait on, by what it is. */
const SYNC: Record<SyncKind, string> = {
  mutex: '뮤텍스 ',
  condition: '조건 변수 ',
  rwlock: '읽기·쓰기 락 ',
  barrier: '배리어 ',
  semaphore: '세마포어 ',
}

function synced(name: string, sync: SyncKind | undefined, kind: JosaKind): Part[] {
  return [...(sync === undefined ? [] : [SYNC[sync]]), ...code(name, kind)]
}

/** A page by its part of the address space, as the figure of the pages names it. */
function pageName({ segment, page }: EventOf<'fault'>): string {
  return page === null || page === undefined ? SEGMENT[segment] : `${SEGMENT[segment]} ${page}`
}

const LAST_WRITE_END = ' 디스크립터가 모두 닫혔고, 그 가운데 마지막 쓰기 쪽이 있습니다.'
const WAIT_IS_OVER = ' 깨어났습니다. 이제 기다리던 콜에서 돌아올 수 있습니다.'

const SEGMENT: Record<SegmentKind, string> = {
  code: '코드',
  rodata: '읽기 전용 데이터',
  data: '데이터',
  bss: '데이터(처음 값 0)',
  heap: '힙',
  mapping: '매핑',
  shared: '공유 매핑',
  stack: '스택',
  tls: '스레드 지역 저장소',
  none: '비어 있는',
}

const SWITCH_REASON: Record<Exclude<EventOf<'switch'>['why'], 'chosen' | 'exit'>, string> = {
  blocked: '기다리느라 물러났습니다.',
  quantum: '타임 슬라이스를 다 써서 물러났습니다.',
  yield: '스스로 양보했습니다.',
  woken: '더 급한 태스크에 밀렸습니다.',
}

const SIGNAL_ACTION: Record<Exclude<EventOf<'signal'>['action'], 'killed'>, (to: number) => Part[]> = {
  delivered: (to) => [{ task: to }, '에 전달되었습니다.'],
  pending: (to) => [...task(to, '이가'), ' 막아 두어 보류되었습니다.'],
  merged: (to) => [{ task: to }, '에 이미 보류되어 있었습니다. 몇 번을 보내도 하나로 남습니다.'],
  ignored: (to) => [...task(to, '이가'), ' 무시하기로 해 두어 버려졌습니다.'],
  'no-effect': (to) => [
    { task: to },
    '에 전달되었습니다. 이 시그널의 기본 동작은 무시이므로 시그널만으로는 아무 일도 없습니다.',
  ],
  handled: (to) => [...task(to, '을를'), ' 핸들러로 보냈습니다.'],
  stopped: (to) => [...task(to, '을를'), ' 멈췄습니다.'],
  continued: (to) => [...task(to, '을를'), ' 다시 실행하게 했습니다.'],
}

const LIMIT: Record<EventOf<'limit'>['limit'], string> = {
  steps: '프로그램이 정해진 단계 수를 넘었습니다. 끝나지 않는 반복이 있는지 살펴보십시오.',
  memory: '프로그램이 쓸 수 있는 메모리를 다 썼습니다.',
  output: '프로그램이 출력할 수 있는 양을 넘었습니다.',
  tasks: '만들 수 있는 태스크 수를 넘었습니다. fork가 되풀이되는지 살펴보십시오.',
  descriptors: '열 수 있는 파일 디스크립터 수를 넘었습니다.',
}

/** Who reads waits for itself: it is one of those who could still write. */
function onlyOwn(fds: readonly number[]): string {
  return ` 남은 쓰기 쪽은 자기 디스크립터 ${fds.join(', ')}번뿐이고, 그것이 열려 있는 동안 EOF는 오지 않습니다.`
}

function blocked({ on, sync, lasts, ownEnds }: EventOf<'block'>, who: number): Narration {
  const start = task(who, '은는')
  const { children = [] } = on
  if (children.length > 0)
    return [
      ...start,
      ' 자식 ',
      ...children.flatMap((child, i): Part[] => [
        ...(i === 0 ? [] : [', ']),
        ...(i === 0 && children.length === 1 ? task(child, '이가') : [{ task: child }]),
      ]),
      children.length === 1 ? ' 끝나기를' : ' 가운데 하나가 끝나기를',
      ' 기다리며 멈췄습니다(',
      { code: on.call },
      ').',
    ]
  if (lasts !== undefined && on.call.endsWith('nanosleep'))
    return [...start, ` ${duration(lasts)} 동안 기다리며 멈췄습니다(`, { code: on.call }, ').']
  if (on.task !== null && on.call === 'pthread_join')
    return [
      ...start,
      ' ',
      ...task(on.task, '이가'),
      ' 끝나기를 기다리며 멈췄습니다(',
      { code: on.call },
      ').',
    ]
  if (on.task !== null && on.call === 'vfork')
    return [
      ...start,
      ' ',
      ...task(on.task, '이가'),
      ' 끝나거나 exec를 부르기를 기다리며 멈췄습니다(',
      { code: on.call },
      ').',
    ]
  if (on.task !== null)
    return [
      ...start,
      ' ',
      ...task(on.task, '이가'),
      ' ',
      ...synced(on.object ?? '', sync, '을를'),
      ' 풀기를 기다리며 멈췄습니다(',
      { code: on.call },
      ').',
    ]
  const wait = WAIT[on.call]
  if (wait)
    return [...start, ` ${wait} 멈췄습니다(`, { code: on.call }, `).${ownEnds ? onlyOwn(ownEnds) : ''}`]
  return [
    ...start,
    ' ',
    { code: on.call },
    '에서 ',
    on.object ?? '일',
    josa(on.object ?? '일', '을를'),
    ' 기다리며 멈췄습니다.',
  ]
}

const WAIT: Record<string, string> = {
  wait: '자식이 끝나기를 기다리며',
  waitpid: '자식이 끝나기를 기다리며',
  wait4: '자식이 끝나기를 기다리며',
  read: '읽을 바이트가 오기를 기다리며',
  write: '쓸 자리가 나기를 기다리며',
  pthread_mutex_lock: '뮤텍스가 풀리기를 기다리며',
  pthread_cond_wait: '조건 변수의 신호를 기다리며 뮤텍스를 놓고',
  sem_wait: '세마포어가 0보다 커지기를 기다리며',
  nanosleep: '정한 시각이 되기를 기다리며',
  pause: '시그널을 기다리며',
  accept: '연결을 기다리며',
  poll: '준비되는 것을 기다리며',
  select: '준비되는 것을 기다리며',
  epoll_wait: '준비되는 것을 기다리며',
}
