/** POSIX timers, and notifications that come as a thread (SIGEV_THREAD), of timers and of message queues. */

export const TIMER = `#include <internal/libc.h>
#include <time.h>
#include <signal.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdlib.h>
#define ID(timer) ((long)(timer))
/* A thread waits in the kernel for each of them, and starts one for each that comes. */
struct notification { int call, object; long ticket; void (*function)(union sigval); union sigval value; pthread_attr_t attributes; };

static void *notify(void *argument) {
  struct notification n = *(struct notification *)argument;
  free(argument);
  n.function(n.value);
  return 0;
}

static long await(struct notification *n) {
  return n->call ? __syscall("mq_wait", n->object, n->ticket) : __syscall("timer_wait", n->object);
}

static void *await_all(void *argument) {
  struct notification n = *(struct notification *)argument;
  sigset_t all;
  free(argument);
  sigfillset(&all);
  __syscall("sigprocmask", SIG_BLOCK, &all, 0);
  while (await(&n) > 0) {
    struct notification *copy = malloc(sizeof *copy);
    pthread_t thread;
    *copy = n;
    pthread_create(&thread, &n.attributes, notify, copy);
    if (n.call) break;
  }
  return 0;
}

static int begin(int call, int object, long ticket, const struct sigevent *event) {
  struct notification *n = malloc(sizeof *n);
  pthread_attr_t detached;
  pthread_t thread;
  if (!n) return ENOMEM;
  n->call = call;
  n->object = object;
  n->ticket = ticket;
  n->function = event->sigev_notify_function;
  n->value = event->sigev_value;
  pthread_attr_init(&n->attributes);
  if (event->sigev_notify_attributes) n->attributes = *event->sigev_notify_attributes;
  pthread_attr_setdetachstate(&n->attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_init(&detached);
  pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
  return pthread_create(&thread, &detached, await_all, n);
}

int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer) {
  int number, error;
  if (__result(__syscall("timer_create", clock, event, &number)) < 0) return -1;
  *timer = (timer_t)(long)number;
  if (!event || event->sigev_notify != SIGEV_THREAD) return 0;
  error = begin(0, number, 0, event);
  if (!error) return 0;
  __syscall("timer_delete", (long)number);
  return __result(-error);
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *to, struct itimerspec *old) {
  return __result(__syscall("timer_settime", ID(timer), flags, to, old));
}

int timer_gettime(timer_t timer, struct itimerspec *rest) { return __result(__syscall("timer_gettime", ID(timer), rest)); }
int timer_getoverrun(timer_t timer) { return __result(__syscall("timer_getoverrun", ID(timer))); }
int timer_delete(timer_t timer) { return __result(__syscall("timer_delete", ID(timer))); }

int mq_notify(mqd_t q, const struct sigevent *event) {
  long ticket = __syscall("mq_notify", q, event);
  if (ticket <= 0) return __result(ticket);
  return __result(-begin(1, q, ticket, event));
}
`
