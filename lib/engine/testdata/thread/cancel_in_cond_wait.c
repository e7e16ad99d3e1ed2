/* A thread is cancelled in pthread_cond_wait while another has the mutex: it gets the mutex back before its clean-up runs. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static sem_t arrived, leave;
static int steps;

static void second(void *arg) {
  steps++;
  sem_post(&arrived);
  sem_wait(&leave);
  steps++;
}

static void last(void *arg) {
  printf("unlock in clean-up %d after %d steps\n", pthread_mutex_unlock(&mutex), steps);
}

static void *work(void *arg) {
  pthread_mutex_lock(&mutex);
  sem_post(&arrived);
  pthread_cleanup_push(last, NULL);
  pthread_cleanup_push(second, NULL);
  for (;;) pthread_cond_wait(&never, &mutex);
  pthread_cleanup_pop(0);
  pthread_cleanup_pop(0);
  return NULL;
}

int main(void) {
  pthread_t thread;
  void *result;
  sem_init(&arrived, 0, 0);
  sem_init(&leave, 0, 0);
  pthread_create(&thread, NULL, work, NULL);
  sem_wait(&arrived);
  pthread_mutex_lock(&mutex);
  pthread_cancel(thread);
  usleep(100);
  int before = steps;
  pthread_mutex_unlock(&mutex);
  sem_wait(&arrived);
  int held = pthread_mutex_trylock(&mutex) != 0;
  sem_post(&leave);
  pthread_join(thread, &result);
  printf("%d before the unlock, held %d, cancelled %d\n", before, held, result == PTHREAD_CANCELED);
  return 0;
}
