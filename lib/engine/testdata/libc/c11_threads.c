#include <stdio.h>
#include <threads.h>
#include <time.h>

static mtx_t m;
static cnd_t c;
static int turn, total;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static thread_local int own = 1;

static void start(void) { puts("once"); }
static int dropped;
static void drop(void *p) { mtx_lock(&m); dropped += *(int *)p; mtx_unlock(&m); }

static int work(void *p) {
  static int values[2] = {10, 20};
  int me = *(int *)p;
  call_once(&once, start);
  for (int i = 0; i < 100; i++) {
    mtx_lock(&m);
    total++;
    mtx_unlock(&m);
  }
  own += me;
  mtx_lock(&m);
  while (turn != me) cnd_wait(&c, &m);
  printf("thread %d own %d\n", me, own);
  tss_set(key, &values[me]);
  printf("%d\n", *(int *)tss_get(key));
  turn++;
  cnd_broadcast(&c);
  mtx_unlock(&m);
  thrd_exit(me + 5);
}

static int quick(void *p) { return 0; }

int main(void) {
  thrd_t t[2];
  int id[2] = {0, 1}, results[2], r;
  printf("%d %d\n", mtx_init(&m, mtx_plain), cnd_init(&c));
  printf("%d\n", tss_create(&key, drop));
  for (int i = 0; i < 2; i++) thrd_create(&t[i], work, &id[i]);
  for (int i = 0; i < 2; i++) {
    results[i] = thrd_join(t[i], &r) * 100 + r;
  }
  printf("%d %d\n", results[0], results[1]);
  printf("%d %d\n", thrd_equal(thrd_current(), thrd_current()) != 0, thrd_equal(t[0], t[1]));
  printf("%d own %d dropped %d\n", total, own, dropped);
  mtx_t rec;
  mtx_init(&rec, mtx_recursive | mtx_timed);
  printf("%d %d\n", mtx_lock(&rec), mtx_trylock(&rec));
  mtx_unlock(&rec);
  mtx_unlock(&rec);
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  mtx_lock(&m);
  printf("%d\n", cnd_timedwait(&c, &m, &now) == thrd_timedout);
  printf("%d\n", mtx_trylock(&m) == thrd_busy);
  mtx_unlock(&m);
  now.tv_sec++;
  printf("%d\n", mtx_timedlock(&rec, &now));
  mtx_unlock(&rec);
  printf("%d\n", thrd_sleep(&(struct timespec){.tv_nsec = 1000}, NULL));
  thrd_yield();
  thrd_create(&t[0], quick, NULL);
  printf("%d\n", thrd_detach(t[0]));
  cnd_signal(&c);
  cnd_destroy(&c);
  mtx_destroy(&m);
  tss_delete(key);
  return 0;
}
