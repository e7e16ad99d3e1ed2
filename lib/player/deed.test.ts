import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as en } from '@/lib/i18n/en/event'
import { event as ko } from '@/lib/i18n/ko/event'
import { plainText } from '@/lib/i18n/narration'
import { CALLS_WITH_DEED } from './deed'
import { frameAt } from './frame'
import { SIMULATOR_PARTS } from './part'
import { openSession } from './session'

const HEAD = `#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>
struct letter { long type; char text[8]; };
pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static void *waits(void *arg) {
  pthread_mutex_lock(&m);
  pthread_cond_wait(&c, &m);
  pthread_mutex_unlock(&m);
  return arg;
}
`
const PAIR = 'int e[2]; char b[8]; socketpair(AF_UNIX, SOCK_STREAM, 0, e);'
const QUEUE =
  'struct mq_attr attr = { .mq_maxmsg = 4, .mq_msgsize = 16 }; char b[16]; mqd_t q = mq_open("/jobs", O_CREAT | O_RDWR, 0600, &attr);'
const LETTERS =
  'int q = msgget(IPC_PRIVATE, 0600); struct letter one = { 2, "two" }, other = { 1, "one" }, got; msgsnd(q, &one, 4, 0); msgsnd(q, &other, 4, 0);'
const FILE_ = 'int f = open("/tmp/x", O_CREAT | O_RDWR, 0600); write(f, "12345", 5);'
const THREAD = 'pthread_t t; pthread_create(&t, NULL, waits, NULL);'
const MESSAGE = 'struct iovec v = { b, 3 }; struct msghdr h = { .msg_iov = &v, .msg_iovlen = 1 };'

/** Of each call: what comes before it, the line that makes it, and what is told of that line in either language. */
const TABLE: readonly (readonly [call: string, before: string, line: string, en: string, ko: string])[] = [
  [
    'mq_open',
    '',
    'mq_open("/jobs", O_CREAT | O_WRONLY, 0600, NULL);',
    'A called mq_open and got descriptor 3, for /jobs.',
    'A가 mq_open으로 /jobs의 디스크립터 3번을 얻었습니다.',
  ],
  [
    'mq_send',
    QUEUE,
    'mq_send(q, "first", 6, 3);',
    'A sent "first" (6 bytes) to the message queue /jobs, priority 3.',
    'A가 메시지 큐 /jobs(우선순위 3)에 "first"(6바이트)를 보냈습니다.',
  ],
  [
    'mq_receive',
    `${QUEUE} mq_send(q, "low", 4, 1); mq_send(q, "high", 5, 7);`,
    'mq_receive(q, b, 16, NULL);',
    'A received "high" (5 bytes) from the message queue /jobs, priority 7.',
    'A가 메시지 큐 /jobs(우선순위 7)에서 "high"(5바이트)를 받았습니다.',
  ],
  [
    'msgsnd',
    LETTERS,
    'msgsnd(q, &one, 4, 0);',
    'A sent "two" (4 bytes) to message queue 0, type 2.',
    'A가 메시지 큐 0(타입 2)에 "two"(4바이트)를 보냈습니다.',
  ],
  [
    'msgrcv',
    LETTERS,
    'msgrcv(q, &got, 8, 1, 0);',
    'A received "one" (4 bytes) from message queue 0, type 1.',
    'A가 메시지 큐 0(타입 1)에서 "one"(4바이트)를 받았습니다.',
  ],
  [
    'msgrcv',
    LETTERS,
    'msgrcv(q, &got, 8, -2, 0);',
    'A received "one" (4 bytes) from message queue 0, type 1.',
    'A가 메시지 큐 0(타입 1)에서 "one"(4바이트)를 받았습니다.',
  ],
  [
    'socketpair',
    '',
    PAIR,
    'A made two sockets: what is written to descriptor 3 is read from 4',
    'A가 소켓 한 쌍을 만들었습니다.',
  ],
  [
    'sendto',
    PAIR,
    'send(e[0], "abc", 3, 0);',
    'A sent "abc" (3 bytes) to the socket at fd 3.',
    'A가 소켓(fd 3)에 "abc"(3바이트)를 보냈습니다.',
  ],
  [
    'recvfrom',
    `${PAIR} send(e[0], "abcde", 5, 0);`,
    'recv(e[1], b, 2, 0);',
    'A received "ab" (2 bytes) from the socket at fd 4.',
    'A가 소켓(fd 4)에서 "ab"(2바이트)를 받았습니다.',
  ],
  [
    'recvfrom',
    `${PAIR} close(e[0]);`,
    'recv(e[1], b, 2, 0);',
    'A received nothing from the socket at fd 4: the other end is closed.',
    '상대 쪽이 닫혔습니다.',
  ],
  [
    'sendmsg',
    `${PAIR} b[0] = b[1] = b[2] = 'x'; ${MESSAGE}`,
    'sendmsg(e[0], &h, 0);',
    'A sent "xxx" (3 bytes) to the socket at fd 3.',
    'A가 소켓(fd 3)에 "xxx"(3바이트)를 보냈습니다.',
  ],
  [
    'recvmsg',
    `${PAIR} ${MESSAGE} send(e[0], "xyz", 3, 0);`,
    'recvmsg(e[1], &h, 0);',
    'A received "xyz" (3 bytes) from the socket at fd 4.',
    'A가 소켓(fd 4)에서 "xyz"(3바이트)를 받았습니다.',
  ],
  [
    'socket',
    '',
    'socket(AF_UNIX, SOCK_STREAM, 0);',
    'A called socket and got descriptor 3, for a socket.',
    'A가 socket으로 소켓의 디스크립터 3번을 얻었습니다.',
  ],
  [
    'accept',
    'struct sockaddr_un a = { AF_UNIX, "/tmp/s" }; int s = socket(AF_UNIX, SOCK_STREAM, 0), k = socket(AF_UNIX, SOCK_STREAM, 0); bind(s, (struct sockaddr *)&a, sizeof a); listen(s, 2); connect(k, (struct sockaddr *)&a, sizeof a);',
    'accept(s, NULL, NULL);',
    'A called accept and got descriptor 5, for a socket.',
    '디스크립터 5번을 얻었습니다.',
  ],
  [
    'open',
    '',
    'open("/tmp/x", O_CREAT | O_RDWR, 0600);',
    'A called open and got descriptor 3, for /tmp/x.',
    'A가 open으로 /tmp/x의 디스크립터 3번을 얻었습니다.',
  ],
  [
    'shm_open',
    '',
    'shm_open("/s", O_CREAT | O_RDWR, 0600);',
    'A called shm_open and got descriptor 3, for /s.',
    '/s의 디스크립터 3번을 얻었습니다.',
  ],
  [
    'eventfd',
    '',
    'eventfd(0, 0);',
    'A called eventfd and got descriptor 3, for an eventfd.',
    '디스크립터 3번을 얻었습니다.',
  ],
  [
    'epoll_create',
    '',
    'epoll_create1(0);',
    'and got descriptor 3, for an epoll.',
    '디스크립터 3번을 얻었습니다.',
  ],
  [
    'timerfd_create',
    '',
    'timerfd_create(CLOCK_MONOTONIC, 0);',
    'A called timerfd_create and got descriptor 3',
    '디스크립터 3번을 얻었습니다.',
  ],
  [
    'signalfd',
    'sigset_t set; sigemptyset(&set);',
    'signalfd(-1, &set, 0);',
    'A called signalfd and got descriptor 3',
    '디스크립터 3번을 얻었습니다.',
  ],
  [
    'dup',
    FILE_,
    'dup(f);',
    'A made descriptor 4 refer to what descriptor 3 refers to: /tmp/x.',
    '디스크립터 4번이 3번과 같은 것(/tmp/x)을',
  ],
  [
    'dup2',
    FILE_,
    'dup2(f, 9);',
    'A made descriptor 9 refer to what descriptor 3 refers to: /tmp/x.',
    '디스크립터 9번이 3번과 같은 것(/tmp/x)을',
  ],
  [
    'lseek',
    FILE_,
    'lseek(f, 2, SEEK_SET);',
    'A moved the offset of /tmp/x to 2.',
    'A가 /tmp/x의 오프셋을 2로 옮겼습니다.',
  ],
  [
    'pthread_cond_signal',
    '',
    'pthread_cond_signal(&c);',
    'A signalled the condition variable c: nobody waits there',
    '기다리는 태스크가 없어',
  ],
  [
    'pthread_cond_signal',
    `${THREAD} sleep(1);`,
    'pthread_cond_signal(&c);',
    'A signalled the condition variable c, where B waits.',
    '거기서 B가 기다리고 있었습니다.',
  ],
  [
    'pthread_cond_broadcast',
    `${THREAD} sleep(1);`,
    'pthread_cond_broadcast(&c);',
    'A signalled the condition variable c, where B waits.',
    '거기서 B가 기다리고 있었습니다.',
  ],
]

function toldOf(before: string, line: string, locale: 'ko' | 'en'): string[] {
  const files = [{ name: 'main.c', text: `${HEAD}int main(void) {\n${before}\n${line}\n}\n` }]
  const config = { cores: 1, policy: 'rr', quantum: 20, seed: 1 } as const
  const input = { files, config, schedule: '', grain: 'line', locale, parts: SIMULATOR_PARTS } as const
  const compiled = compile(files)
  expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const session = openSession(input, compiled, locale === 'ko' ? ko : en)
  const at = HEAD.split('\n').length + 2
  return session.stops.flatMap((_, p) => {
    const { steps, narration } = frameAt(session, p)
    return steps.some((one) => one.line === at) ? narration.map(plainText) : []
  })
}

it.each(TABLE)('%s is told by what it came to: %s %s', (_, before, line, english, korean) => {
  for (const [locale, words] of [
    ['en', english],
    ['ko', korean],
  ] as const) {
    const told = toldOf(before, line, locale).join('\n')
    expect(told).toContain(words)
  }
})

it('every call that has a deed is in the table', () => {
  const asked = new Set(TABLE.map(([call]) => call))
  // Of these there is one call in the engine, which goes by another name.
  const same = ['openat', 'creat']
  expect([...CALLS_WITH_DEED].filter((call) => !asked.has(call) && !same.includes(call))).toEqual([])
})

it('what is only looked at in a socket, or did not come to anything, is told as the call that it was', () => {
  const looked = toldOf(`${PAIR} send(e[0], "abc", 3, 0);`, 'recv(e[1], b, 2, MSG_PEEK);', 'en').join('\n')
  expect(looked).toContain('recvfrom')
  expect(looked).not.toContain('received')
  const failed = toldOf('', 'open("/tmp/none", O_RDONLY);', 'en').join('\n')
  expect(failed).toContain('ENOENT')
})

it('what is longer than a picture holds is told by its size', () => {
  const long = 'char big[200]; for (int i = 0; i < 200; i++) big[i] = 65;'
  expect(toldOf(`${PAIR} ${long}`, 'send(e[0], big, 200, 0);', 'en').join('\n')).toContain(
    'A sent 200 bytes to the socket at fd 3.',
  )
})
