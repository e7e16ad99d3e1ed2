import { expect, test } from 'vitest'
import { search } from '@/lib/search/rank'
import { cards } from './card'
import { catalog } from './catalog'
import { passagesOf, plainText } from './passage'
import { packedSearchIndex, searchDocuments, searchIndex } from './search'

/** The reader's first screen. */
const FIRST = 3

/** What people ask, in their own words, by the page that answers it: a lesson, or a card of its. */
const ASKED: Readonly<Record<string, readonly (readonly ['ko' | 'en', string])[]>> = {
  'create-and-join': [
    ['en', 'user level threads drawbacks'],
    ['ko', 'pthread_join과 pthread_detach는 어떻게 다른가요?'],
    ['en', 'What happens to other threads when main returns?'],
    ['en', 'can two threads run on one core'],
    ['ko', '스레드 조인과 디태치'],
  ],
  'pages-and-tlb': [
    ['en', 'What is a virtual address and why do processes have them?'],
    ['ko', 'TLB가 무엇이고 왜 쓰나요?'],
    ['en', 'What is a page table and what does an entry hold?'],
    ['en', 'What is a segmentation fault?'],
    ['ko', '가상 메모리를 쓰는 까닭'],
    ['en', 'how is a virtual address translated'],
  ],
  'address-space': [
    ['ko', '지역 변수랑 전역 변수는 메모리 어디에 저장되나요'],
    ['ko', '스택하고 힙은 뭐가 다른가요?'],
    ['en', 'where do local variables live in memory'],
    ['en', 'What is the difference between stack and heap memory?'],
    ['ko', '스택 오버플로는 언제 일어나나요?'],
    ['en', 'Where are global variables stored, and what is BSS?'],
    ['ko', '메모리 누수란 무엇인가요?'],
    ['ko', '메모리 누수 확인 방법'],
    ['en', 'stack overflow recursion'],
  ],
  'system-calls': [
    ['ko', '유저모드와 커널모드를 왜 나누나요'],
    ['ko', '시스템콜 호출 과정을 단계별로'],
    ['en', 'why are there two CPU modes, user and kernel'],
    ['en', 'steps of a syscall'],
    ['ko', '시스템 콜이란 무엇이고 왜 필요한가요?'],
    ['en', 'What is the difference between user mode and kernel mode?'],
    ['en', 'Does malloc make a system call?'],
    ['ko', '커널 스택은 왜 필요한가요?'],
    ['ko', '시스템 콜은 왜 일반 함수 호출보다 느린가요?'],
    ['en', 'What is errno?'],
    ['en', 'printf buffer write system call'],
    ['ko', '시스템 콜이 실패하면'],
  ],
  'pcb-and-states': [
    ['ko', 'PCB에는 뭐가 들어 있어요'],
    ['ko', '프로세스의 상태 전이를 설명해 보세요'],
    ['en', 'what does a process control block store'],
    ['en', 'states of a process: ready, running, waiting'],
    ['ko', '프로세스의 상태 다섯 가지와 그 전이를 설명해 주세요'],
    ['en', 'What is a file descriptor?'],
    ['ko', '준비 큐와 대기 큐는 어떻게 다른가요?'],
    ['en', 'What are PID and PPID, and how do processes form a tree?'],
    ['en', 'difference between ready and waiting'],
  ],
  threads: [
    ['ko', '스레드끼리 뭘 공유하고 뭘 따로 갖나'],
    ['ko', '스레드마다 스택을 따로 두는 까닭'],
    ['en', 'does each thread need a stack of its own?'],
    ['en', 'What do the threads of a process share and what does each have of its own?'],
    ['ko', 'TCB란 무엇이고 PCB와 어떻게 다른가요?'],
    ['en', 'What is thread-local storage?'],
    ['en', 'errno thread safe'],
    ['ko', 'errno는 스레드마다 따로인가요'],
    ['en', 'what is shared between threads'],
  ],
  'context-switch': [
    ['ko', '컨텍스트 스위칭할 때 저장되는 것'],
    ['ko', '문맥교환은 언제 일어나죠'],
    ['en', 'what gets saved at a context switch'],
    ['en', 'is a mode switch the same thing as a context switch'],
    ['en', 'What is the difference between a mode switch and a context switch?'],
    ['ko', '멀티프로그래밍과 멀티태스킹(시분할), 멀티프로세싱의 차이는?'],
    ['en', 'What is the difference between multiprogramming, multitasking and multiprocessing?'],
    ['en', 'What is the difference between preemptive and cooperative switching?'],
    ['en', 'when does the scheduler switch processes'],
  ],
  'program-to-process': [
    ['ko', '프로그램과 프로세스 차이'],
    ['ko', '운영체제의 역할'],
    ['en', 'program vs process'],
    ['en', 'what does an operating system do'],
    ['ko', '프로그램을 실행하면 프로세스가 되기까지 어떤 일이 일어나나요?'],
    ['en', 'what happens when I run a program'],
  ],
  'switch-cost': [
    ['en', 'why is context switching expensive'],
    ['ko', '컨텍스트 스위칭 비용이 큰 이유'],
    ['ko', '문맥 교환 오버헤드 줄이기'],
    ['ko', '캐시 미스와 지역성'],
    ['en', 'cost of a context switch'],
    ['en', 'temporal and spatial locality'],
    ['ko', '스레드 문맥 교환이 프로세스 문맥 교환보다 빠른 이유는?'],
    ['en', 'What is locality of reference?'],
  ],
  interrupts: [
    ['ko', '인터럽트란 무엇인가'],
    ['ko', '폴링과 DMA'],
    ['en', 'what is an interrupt'],
    ['en', 'how does the kernel get the CPU back from an endless loop'],
    ['en', 'What is the difference between a trap and an interrupt?'],
    ['ko', '인터럽트가 발생하면 어떤 순서로 처리되나요?'],
    ['en', 'What is DMA and why is it used?'],
    ['ko', '선점이란 무엇이고 타이머 인터럽트는 어떤 역할을 하나요?'],
    ['ko', '키보드를 누르면 CPU에 무슨 일이 일어나나'],
    ['en', 'polling or interrupts'],
  ],
  'concurrency-and-parallelism': [
    ['ko', '병렬성이랑 동시성 차이'],
    ['ko', '암달의 법칙'],
    ['en', 'concurrency vs parallelism'],
    ['en', "Amdahl's law speed-up"],
    ['en', "What is Amdahl's law?"],
    ['ko', '멀티코어에서 동시에 실행되는 스레드 수는 무엇이 정하나요?'],
  ],
  'race-and-mutex': [
    ['ko', '동시성 문제 해결 방법'],
    ['ko', '레이스 컨디션은 어떻게 막나요'],
    ['ko', '임계영역이란'],
    ['en', 'how to prevent a race condition'],
    ['en', 'why does counter++ lose updates'],
    ['ko', '임계 구역 문제를 해결하려면 어떤 조건을 만족해야 하나요?'],
    ['en', 'How does a mutex work?'],
    ['ko', '데이터 경합과 경쟁 상태는 어떻게 다른가요?'],
    ['en', 'What is a check-then-act (TOCTOU) bug?'],
    ['ko', '컴퓨터에서 공유 자원에 여러 스레드가 접근하면'],
    ['ko', '뮤텍스와 락의 차이'],
    ['en', 'mutex vs lock'],
    ['en', 'is i++ atomic'],
    ['ko', 'i++는 원자적인가'],
    ['en', 'bank'],
    ['en', 'account'],
    ['en', 'bank account'],
    ['en', 'transfer'],
    ['en', 'deadlock'],
    ['ko', '은행'],
    ['ko', '계좌'],
    ['ko', '계좌 이체'],
    ['ko', '이체'],
    ['ko', '교착'],
    ['ko', '데드락'],
  ],
  fork: [
    ['ko', 'fork 하면 자식 프로세스는 뭘 물려받나요'],
    ['ko', 'fork()의 반환값'],
    ['en', 'what does fork return in parent and child'],
    ['en', 'does the child share open files after fork'],
    ['ko', 'fork한 뒤 부모와 자식은 파일 오프셋을 공유하나요?'],
    ['ko', '자식 프로세스 만들기'],
  ],
  signals: [
    ['ko', '시그널 핸들러에서 printf를 쓰면 안 되는 이유'],
    ['ko', 'SIGKILL은 왜 막을 수 없나요'],
    ['en', 'signal mask and pending signals'],
    ['en', 'can SIGKILL be caught'],
    ['ko', '시그널이란 무엇이고 프로세스는 어떻게 반응할 수 있나요?'],
    ['en', 'What happens when you press Ctrl+C in a terminal?'],
    ['ko', '인터럽트와 시그널은 어떻게 다른가요?'],
    ['en', 'What is reentrancy, and why must a signal handler be async-signal-safe?'],
    ['ko', '시그널을 여러 번 보내면'],
    ['en', 'kill -9 vs kill -15'],
    ['ko', 'kill -9와 kill -15 차이'],
  ],
  'exit-and-wait': [
    ['en', 'zombie vs orphan'],
    ['ko', '고아 프로세스는 누가 거두나요'],
    ['ko', '좀비랑 고아 프로세스의 차이점은?'],
    ['ko', 'wait를 안 부르면 생기는 일'],
    ['en', 'how do zombie processes come about and go away'],
    ['en', 'who adopts an orphan'],
    ['ko', '좀비 프로세스란 무엇이고 어떻게 없애나요?'],
    ['en', 'How can a server avoid leaving zombies behind?'],
    ['ko', '데몬 프로세스란 무엇이고 어떻게 만드나요?'],
    ['en', 'What does exit status 139 or 137 mean?'],
    ['en', 'What is the difference between exit and _exit?'],
    ['ko', '자식 프로세스의 종료 코드를 부모가 어떻게 알 수 있나요?'],
    ['ko', '자식 프로세스가 먼저 종료되면'],
    ['en', 'child exits before parent waits'],
  ],
  'exec-and-shell': [
    ['ko', 'exec를 부르면 무엇이 남고 무엇이 바뀌나요'],
    ['ko', '셸이 명령을 실행하는 과정'],
    ['en', 'how does a shell run a command'],
    ['en', 'redirect output with dup2'],
    ['ko', '터미널에 ls를 입력하면 무슨 일이 일어나나요?'],
    ['en', 'How does a shell implement output redirection?'],
    ['ko', 'execl, execv, execvp는 무엇이 다른가요?'],
    ['ko', '리다이렉션은 어떻게 구현하나요'],
  ],
  'copy-on-write': [
    ['ko', '카피 온 라이트'],
    ['ko', 'fork하면 메모리를 전부 복사하나요'],
    ['en', 'how does copy on write work'],
    ['en', 'page fault after fork when writing'],
    ['en', 'What is copy-on-write and what is it good for?'],
    ['ko', '페이지 폴트란 무엇이고 커널은 어떻게 처리하나요?'],
    ['ko', '포크 메모리 복사'],
  ],
  'process-vs-thread': [
    ['ko', '프로세스랑 쓰레드 차이'],
    ['ko', '리눅스는 스레드를 어떻게 다루나요 clone'],
    ['en', 'differences of process and thread'],
    ['en', 'what do threads of one process share'],
    ['en', 'clone flags and tasks in Linux'],
    ['en', 'What is vfork, and how does posix_spawn compare with fork?'],
    ['en', 'How does Linux implement threads?'],
    ['ko', '클론 시스템 콜 플래그'],
    ['ko', '스레드에서 fork를 호출하면'],
    ['ko', '쓰레드 안에서 포크하면 어떻게 되나요'],
    ['en', 'fork in a multithreaded program'],
    ['en', 'clone system call flags'],
  ],
  'files-and-pipes': [
    ['ko', '파이프에서 EOF는 언제 오나요'],
    ['ko', '프로세스끼리 통신하는 방법'],
    ['en', 'when does a reader of a pipe see end of file'],
    ['en', 'why do processes need IPC'],
    ['ko', '파이프의 버퍼가 가득 차면 어떻게 되나요?'],
    ['en', 'What causes a broken pipe error?'],
    ['en', 'When would you use a named pipe?'],
    ['ko', '부모와 자식이 데이터를 주고받으려면'],
  ],
  'shared-memory': [
    ['ko', '공유메모리는 어떻게 만드나요'],
    ['ko', 'mmap으로 메모리를 나누어 쓰기'],
    ['en', 'shared memory with mmap'],
    ['en', 'shm_open named shared memory'],
    ['en', 'How can two unrelated processes share memory?'],
    ['ko', 'mmap과 read는 어떻게 다른가요?'],
    ['ko', '프로세스 사이에서 뮤텍스를 쓸 수 있나요?'],
    ['en', 'What is a race condition between two processes that use shared memory?'],
  ],
  'sockets-and-choosing': [
    ['ko', '소켓 통신'],
    ['ko', 'IPC 방법 중에 무엇을 골라야 하나요'],
    ['en', 'socketpair in both directions'],
    ['en', 'how to choose among ways of IPC'],
    ['ko', 'IPC의 종류와 장단점을 비교해 주세요'],
    ['en', 'How do Unix domain sockets differ from TCP sockets?'],
    ['ko', '소켓이란 무엇인가요?'],
    ['en', 'What is a message queue and when would you use one?'],
    ['ko', '유닉스 도메인 소켓'],
  ],
  'multiprocess-vs-multithread': [
    ['ko', '크롬은 왜 탭마다 프로세스를 쓰나요'],
    ['ko', '멀티스레드의 장점과 단점은 무엇인가요?'],
    ['ko', '멀티 프로세스와 멀티 스레드 비교'],
    ['ko', '스레드 하나가 죽으면 프로세스는 어떻게 되나'],
    ['en', 'multiprocessing compared with multithreading'],
    ['en', 'what happens to the process when one thread crashes'],
    ['en', 'should I use threads or processes'],
  ],
  'blocking-and-async': [
    ['ko', '동기 비동기 블로킹 논블로킹 차이'],
    ['ko', 'epoll과 select'],
    ['en', 'synchronous vs asynchronous, blocking vs non-blocking'],
    ['en', 'how does an event loop handle many connections'],
    ['ko', '동기와 비동기의 차이는 무엇인가요?'],
    ['en', 'What is the difference between select, poll and epoll?'],
    ['ko', 'I/O 멀티플렉싱이란 무엇인가요?'],
    ['en', 'What is an event loop?'],
    ['ko', '코루틴이란 무엇이고 스레드와 어떻게 다른가요?'],
    ['ko', '논블로킹 소켓'],
    ['en', 'handle ten thousand connections'],
  ],
}

/** A lesson's own page and those of its cards, by lesson. */
function pagesOfLessons(locale: 'ko' | 'en'): ReadonlyMap<string, ReadonlySet<string>> {
  const deck = cards(locale)
  return new Map(
    catalog().lessons.map(({ slug, sections }) => {
      const own = deck.filter(({ section }) => sections.some(({ id }) => id === section))
      return [slug, new Set([`/learn/${slug}`, ...own.map(({ id }) => pathOf(id))])]
    }),
  )
}

function pathOf(card: string): string {
  return `/interview/${card.replace(/\.card$/, '')}`
}

test('every question finds a page that answers it among the first three', () => {
  const asked = Object.entries(ASKED).flatMap(([lesson, own]) =>
    own.map(([locale, query]) => ({ lesson, locale, query })),
  )
  expect(asked.length).toBeGreaterThanOrEqual(200)
  const index = { ko: searchIndex('ko'), en: searchIndex('en') }
  const pages = { ko: pagesOfLessons('ko'), en: pagesOfLessons('en') }
  const lost = asked.flatMap(({ lesson, locale, query }) => {
    const found = search(index[locale], query).hits.slice(0, FIRST)
    const right = pages[locale].get(lesson)
    return found.some(({ path }) => right?.has(path.split('#', 1)[0] ?? ''))
      ? []
      : [`${locale} ${query} (${lesson}): ${found.map(({ path }) => path).join(' ')}`]
  })
  expect(lost).toEqual([])
})

test('every card is found by its own question, first or second', () => {
  for (const locale of ['ko', 'en'] as const) {
    const index = searchIndex(locale)
    const lost = cards(locale).filter(({ id, question }) => {
      const found = search(index, question).hits.slice(0, 2)
      return !found.some(({ path }) => path === pathOf(id))
    })
    expect(lost.map(({ question }) => question)).toEqual([])
  }
})

test('the index of a language is sent in 40,000 bytes', () => {
  for (const locale of ['ko', 'en'] as const) {
    const bytes = packedSearchIndex(locale).length
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(40_000)
  }
})

test('both languages have the same things to find, in the same order', () => {
  const identity = (locale: 'ko' | 'en') => searchDocuments(locale).map(({ kind, path }) => `${kind} ${path}`)
  expect(identity('ko')).toEqual(identity('en'))
})

test('a section is words without markup', () => {
  expect(
    plainText(
      '이것이 <Term id="x">스레드(thread)</Term>입니다. <Task id="A" />가 `n`을 **읽고** [여기](/a)에 씁니다.\n\n```c\nint n;\n```',
    ),
  ).toBe('이것이 스레드(thread)입니다. A가 n을 읽고 여기에 씁니다.')
  for (const { slug } of catalog().lessons)
    for (const locale of ['ko', 'en'] as const)
      for (const { prose } of passagesOf(slug, locale))
        expect(prose).not.toMatch(/<\/?[A-Z][a-z]+|\{#|```|program=/)
})
