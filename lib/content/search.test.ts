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
  'address-space': [
    ['ko', '지역 변수랑 전역 변수는 메모리 어디에 저장되나요'],
    ['ko', '스택하고 힙은 뭐가 다른가요?'],
    ['en', 'where do local variables live in memory'],
    ['en', 'What is the difference between stack and heap memory?'],
  ],
  'system-calls': [
    ['ko', '유저모드와 커널모드를 왜 나누나요'],
    ['ko', '시스템콜 호출 과정을 단계별로'],
    ['en', 'why are there two CPU modes, user and kernel'],
    ['en', 'steps of a syscall'],
  ],
  'pcb-and-states': [
    ['ko', 'PCB에는 뭐가 들어 있어요'],
    ['ko', '프로세스의 상태 전이를 설명해 보세요'],
    ['en', 'what does a process control block store'],
    ['en', 'states of a process: ready, running, waiting'],
  ],
  threads: [
    ['ko', '스레드끼리 뭘 공유하고 뭘 따로 갖나'],
    ['ko', '스레드마다 스택을 따로 두는 까닭'],
    ['en', 'does each thread need a stack of its own?'],
  ],
  'context-switch': [
    ['ko', '컨텍스트 스위칭할 때 저장되는 것'],
    ['ko', '문맥교환은 언제 일어나죠'],
    ['en', 'what gets saved at a context switch'],
    ['en', 'is a mode switch the same thing as a context switch'],
  ],
  'program-to-process': [
    ['ko', '프로그램과 프로세스 차이'],
    ['ko', '운영체제의 역할'],
    ['en', 'program vs process'],
    ['en', 'what does an operating system do'],
  ],
  'switch-cost': [
    ['ko', '문맥 교환 오버헤드 줄이기'],
    ['ko', '캐시 미스와 지역성'],
    ['en', 'cost of a context switch'],
    ['en', 'temporal and spatial locality'],
  ],
  interrupts: [
    ['ko', '인터럽트란 무엇인가'],
    ['ko', '폴링과 DMA'],
    ['en', 'what is an interrupt'],
    ['en', 'how does the kernel get the CPU back from an endless loop'],
  ],
  'concurrency-and-parallelism': [
    ['ko', '병렬성이랑 동시성 차이'],
    ['ko', '암달의 법칙'],
    ['en', 'concurrency vs parallelism'],
    ['en', "Amdahl's law speed-up"],
  ],
  'race-and-mutex': [
    ['ko', '레이스 컨디션은 어떻게 막나요'],
    ['ko', '임계영역이란'],
    ['en', 'how to prevent a race condition'],
    ['en', 'why does counter++ lose updates'],
  ],
  fork: [
    ['ko', 'fork 하면 자식 프로세스는 뭘 물려받나요'],
    ['ko', 'fork()의 반환값'],
    ['en', 'what does fork return in parent and child'],
    ['en', 'does the child share open files after fork'],
  ],
  signals: [
    ['ko', '시그널 핸들러에서 printf를 쓰면 안 되는 이유'],
    ['ko', 'SIGKILL은 왜 막을 수 없나요'],
    ['en', 'signal mask and pending signals'],
    ['en', 'can SIGKILL be caught'],
  ],
  'exit-and-wait': [
    ['ko', '좀비랑 고아 프로세스의 차이점은?'],
    ['ko', 'wait를 안 부르면 생기는 일'],
    ['en', 'how do zombie processes come about and go away'],
    ['en', 'who adopts an orphan'],
  ],
  'exec-and-shell': [
    ['ko', 'exec를 부르면 무엇이 남고 무엇이 바뀌나요'],
    ['ko', '셸이 명령을 실행하는 과정'],
    ['en', 'how does a shell run a command'],
    ['en', 'redirect output with dup2'],
  ],
  'copy-on-write': [
    ['ko', '카피 온 라이트'],
    ['ko', 'fork하면 메모리를 전부 복사하나요'],
    ['en', 'how does copy on write work'],
    ['en', 'page fault after fork when writing'],
  ],
  'process-vs-thread': [
    ['ko', '프로세스랑 쓰레드 차이'],
    ['ko', '리눅스는 스레드를 어떻게 다루나요 clone'],
    ['en', 'differences of process and thread'],
    ['en', 'what do threads of one process share'],
    ['en', 'clone flags and tasks in Linux'],
  ],
  'files-and-pipes': [
    ['ko', '파이프에서 EOF는 언제 오나요'],
    ['ko', '프로세스끼리 통신하는 방법'],
    ['en', 'when does a reader of a pipe see end of file'],
    ['en', 'why do processes need IPC'],
  ],
  'shared-memory': [
    ['ko', '공유메모리는 어떻게 만드나요'],
    ['ko', 'mmap으로 메모리를 나누어 쓰기'],
    ['en', 'shared memory with mmap'],
    ['en', 'shm_open named shared memory'],
  ],
  'sockets-and-choosing': [
    ['ko', '소켓 통신'],
    ['ko', 'IPC 방법 중에 무엇을 골라야 하나요'],
    ['en', 'socketpair in both directions'],
    ['en', 'how to choose among ways of IPC'],
  ],
  'multiprocess-vs-multithread': [
    ['ko', '멀티 프로세스와 멀티 스레드 비교'],
    ['ko', '스레드 하나가 죽으면 프로세스는 어떻게 되나'],
    ['en', 'multiprocessing compared with multithreading'],
    ['en', 'what happens to the process when one thread crashes'],
  ],
  'blocking-and-async': [
    ['ko', '동기 비동기 블로킹 논블로킹 차이'],
    ['ko', 'epoll과 select'],
    ['en', 'synchronous vs asynchronous, blocking vs non-blocking'],
    ['en', 'how does an event loop handle many connections'],
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
  expect(asked.length).toBeGreaterThanOrEqual(60)
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
