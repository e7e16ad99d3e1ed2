import { expect, it } from 'vitest'
import { compile } from '@/lib/engine'
import { event as en } from '@/lib/i18n/en/event'
import { event as ko } from '@/lib/i18n/ko/event'
import { plainText } from '@/lib/i18n/narration'
import { frameAt } from './frame'
import { openSession } from './session'

const SIGNALS = `#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  signal(SIGUSR1, SIG_IGN);
  if (fork() == 0)
    return 0;
  wait(NULL);
  kill(getpid(), SIGUSR1);
  return 0;
}
`
const SLEEPS = `#include <unistd.h>
int main(void) {
  getppid();
  usleep(5);
  return 0;
}
`

it('keeps what a process ignores apart from what does nothing by default', () => {
  const told = allTold(SIGNALS, 'en')
  expect(told).toContain('SIGUSR1 reached A, which ignores it.')
  expect(told).toContain('SIGCHLD reached A. Its default action is to be ignored, so nothing happens.')
  expect(told).not.toContain('SIGCHLD reached A, which')
  expect(allTold(SIGNALS, 'ko')).toContain(
    'SIGCHLD 시그널이 A에 전달되었습니다. 기본 동작이 무시라서 아무 일도 일어나지 않습니다.',
  )
})

it('a call that slept is not told as made when it returns', () => {
  const told = allTold(SLEEPS, 'en')
  expect(told).toContain('A made the system call getppid.')
  expect(told).toContain('A came back from the system call nanosleep. The kernel returned 0.')
  expect(told).not.toContain('made the system call nanosleep')
  expect(allTold(SLEEPS, 'ko')).toContain('A가 시스템 콜 nanosleep에서 돌아왔습니다.')
})

function allTold(text: string, locale: 'ko' | 'en'): string {
  const files = [{ name: 'main.c', text }]
  const input = { files, config: { cores: 1 }, schedule: '', grain: 'operation', locale, parts: [] } as const
  const session = openSession(input, compile(files), locale === 'en' ? en : ko)
  return session.stops.flatMap((_, p) => frameAt(session, p).narration.map(plainText)).join('\n')
}
