/** What counts up in a run never wraps: not after any number of objects, tasks or ports. */
import { expect, it } from 'vitest'
import { boot, compile, type Program, resultOf, run, runFor } from '../../index'
import { put } from '../state/edit'

function built(source: string): Program {
  const { program } = compile(source)
  if (!program) throw new Error('the program does not compile')
  return program
}

function outputOf(source: string): string {
  return run(built(source)).stdout
}

it('a file stays what it is while another is opened and closed 5,000 times', () => {
  const source = `
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
  int kept = open("kept", O_RDWR | O_CREAT, 0600);
  write(kept, "still here", 10);
  for (int i = 0; i < 5000; i++) close(open("other", O_RDWR | O_CREAT, 0600));
  char text[16] = {0};
  pread(kept, text, 10, 0);
  puts(text);
}`
  expect(outputOf(source)).toBe('still here\n')
})

it('a pipe keeps its byte while 20,000 others come and go', () => {
  const source = `
#include <stdio.h>
#include <unistd.h>
int main(void) {
  int kept[2], fd[2];
  char c = 'k';
  pipe(kept);
  write(kept[1], &c, 1);
  for (int i = 0; i < 20000; i++) {
    if (pipe(fd)) return 1;
    close(fd[0]);
    close(fd[1]);
  }
  c = 0;
  read(kept[0], &c, 1);
  printf("%c\\n", c);
}`
  expect(outputOf(source)).toBe('k\n')
})

it('who gets the number of a thread that has ended makes objects of its own', () => {
  // The first thread of the first thread and the 65th thread of main have the same tid.
  const source = `
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static pid_t tids[2];
static int fds[2];
static void *make(void *name) {
  int i = *(char *) name - 'a';
  tids[i] = gettid();
  fds[i] = open(name, O_RDWR | O_CREAT, 0600);
  write(fds[i], name, 1);
  return 0;
}
static void *nothing(void *arg) { return arg; }
static void *nest(void *arg) {
  pthread_t t;
  pthread_create(&t, 0, make, "a");
  pthread_join(t, 0);
  return arg;
}
int main(void) {
  for (int i = 1; i <= 65; i++) {
    pthread_t t;
    pthread_create(&t, 0, i == 1 ? nest : i == 65 ? make : nothing, "b");
    pthread_join(t, 0);
  }
  char c[2];
  pread(fds[0], c, 1, 0);
  pread(fds[1], c + 1, 1, 0);
  printf("%d %.2s\\n", tids[0] == tids[1], c);
}`
  expect(outputOf(source)).toBe('1 ab\n')
})

it('whom the highest tid is denied gets the lowest that is free', () => {
  // Two leaves, reached by the children of these turns, would both have 4194303, the highest.
  const source = `
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static int tids[2];
static pthread_barrier_t both;
static void *nothing(void *arg) { return arg; }
static void *leaf(void *arg) {
  tids[(long) arg] = gettid();
  pthread_barrier_wait(&both);
  return arg;
}
static void *twig(void *arg);
static void *branch(void *arg);
static void *trunk(void *arg);
static pthread_t child(int from, int turn, void *(*work)(void *), void *arg) {
  pthread_t t;
  for (int i = from; i <= turn; i++) {
    pthread_create(&t, 0, i < turn ? nothing : work, arg);
    if (i < turn) pthread_join(t, 0);
  }
  return t;
}
static void *twig(void *arg) {
  pthread_join(child(1, arg ? 45 : 109, leaf, arg), 0);
  return 0;
}
static void *branch(void *arg) {
  pthread_t first = child(1, 60, twig, (void *) 0);
  pthread_join(child(61, 61, twig, (void *) 1), 0);
  pthread_join(first, 0);
  return 0;
}
static void *trunk(void *arg) {
  pthread_join(child(1, 62, branch, 0), 0);
  return 0;
}
int main(void) {
  pthread_barrier_init(&both, 0, 2);
  pthread_join(child(1, 15, trunk, 0), 0);
  int low = tids[0] < tids[1] ? tids[0] : tids[1];
  printf("%d %d\\n", tids[0] + tids[1] - low, low >= 4242 && low < 4300);
}`
  expect(outputOf(source)).toBe('4194303 1\n')
})

it('when no port is free, that is what bind says', () => {
  const source = `
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
  struct sockaddr_in any = {.sin_family = AF_INET};
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  printf("%d", bind(fd, (struct sockaddr *) &any, sizeof any));
  printf(" %d\\n", errno == EADDRINUSE);
}`
  const machine = boot(built(source))
  for (let port = 40_000; port < 65_536; port++) put(machine, machine.state.names, `udp:${port}`, 0)
  runFor(machine)
  expect(resultOf(machine).stdout).toBe('-1 1\n')
})
