#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>
#include <assert.h>
#include <semaphore.h>
#define Pthread_create(thread, attr, start_routine, arg) assert(pthread_create(thread, attr, start_routine, arg) == 0);
#define Pthread_join(thread, value_ptr) assert(pthread_join(thread, value_ptr) == 0);
#define Pthread_mutex_lock(m) assert(pthread_mutex_lock(m) == 0);
#define Pthread_mutex_unlock(m) assert(pthread_mutex_unlock(m) == 0);
#define Pthread_cond_signal(c) assert(pthread_cond_signal(c)==0);
#define Pthread_cond_wait(c,m) assert(pthread_cond_wait(c,m)==0);
#ifdef __linux__
#define Sem_init(sem, value) assert(sem_init(sem, 0, value) == 0);
#define Sem_wait(sem) assert(sem_wait(sem) == 0);
#define Sem_post(sem) assert(sem_post(sem) == 0);
#endif
typedef struct { int a, b; } myarg_t; typedef struct { int x, y; } myret_t;
void *mythread(void *arg) { myret_t *r = malloc(sizeof(myret_t)); myarg_t *m = (myarg_t *) arg; printf("%d %d\n", m->a, m->b); r->x = 1; r->y = 2; return (void *) r; }
volatile int counter = 0; pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
void *w(void *arg) { char *letter = arg; int i; for (i = 0; i < 1000; i++) { Pthread_mutex_lock(&lock); counter = counter + 1; Pthread_mutex_unlock(&lock);} return NULL; }
int done = 0; pthread_cond_t c = PTHREAD_COND_INITIALIZER;
void thr_exit() { Pthread_mutex_lock(&lock); done = 1; Pthread_cond_signal(&c); Pthread_mutex_unlock(&lock); } void *child(void *arg) { printf("child\n"); thr_exit(); return NULL; } void thr_join() { Pthread_mutex_lock(&lock); while (done == 0) Pthread_cond_wait(&c, &lock); Pthread_mutex_unlock(&lock); }
typedef struct __Zem_t { int value; pthread_cond_t cond; pthread_mutex_t lock; } Zem_t; void Zem_init(Zem_t *z, int value) { z->value = value; pthread_cond_init(&z->cond,0); pthread_mutex_init(&z->lock,0); } void Zem_wait(Zem_t *s) { Pthread_mutex_lock(&s->lock); while (s->value <= 0) Pthread_cond_wait(&s->cond, &s->lock); s->value--; Pthread_mutex_unlock(&s->lock); } void Zem_post(Zem_t *s) { Pthread_mutex_lock(&s->lock); s->value++; Pthread_cond_signal(&s->cond); Pthread_mutex_unlock(&s->lock); }
Zem_t z; void *zc(void *a) { printf("zchild\n"); Zem_post(&z); return 0; }
typedef struct _rwlock_t { sem_t writelock, lock; int readers; } rwlock_t; rwlock_t rw; int value; void rwlock_init(rwlock_t *l) { l->readers = 0; Sem_init(&l->lock, 1); Sem_init(&l->writelock, 1); } void racq(rwlock_t *l) { Sem_wait(&l->lock); l->readers++; if (l->readers == 1) Sem_wait(&l->writelock); Sem_post(&l->lock); } void rrel(rwlock_t *l) { Sem_wait(&l->lock); l->readers--; if (l->readers == 0) Sem_post(&l->writelock); Sem_post(&l->lock); } void *rd(void *a) { for (int i = 0; i < 10; i++) { racq(&rw); int v = value; (void) v; rrel(&rw); } return 0; } void *wr(void *a) { for (int i = 0; i < 10; i++) { Sem_wait(&rw.writelock); value++; Sem_post(&rw.writelock); } return 0; }
sem_t forks[5]; int left(int p){return p;} int right(int p){return (p+1)%5;} int meals[5]; void *phil(void *a){ long p=(long)a; for(int i=0;i<20;i++){ if(p==4){ Sem_wait(&forks[right(p)]); Sem_wait(&forks[left(p)]);} else { Sem_wait(&forks[left(p)]); Sem_wait(&forks[right(p)]);} meals[p]++; Sem_post(&forks[left(p)]); Sem_post(&forks[right(p)]);} return 0; }
#define MAX 4
int buffer[MAX], fill, use, count, sum; pthread_cond_t empty=PTHREAD_COND_INITIALIZER, full=PTHREAD_COND_INITIALIZER; void put(int v){ buffer[fill]=v; fill=(fill+1)%MAX; count++; } int get(){ int t=buffer[use]; use=(use+1)%MAX; count--; return t; } void *prod(void *a){ for(int i=1;i<=50;i++){ Pthread_mutex_lock(&lock); while(count==MAX) Pthread_cond_wait(&empty,&lock); put(i); Pthread_cond_signal(&full); Pthread_mutex_unlock(&lock);} return 0;} void *cons(void *a){ for(int i=0;i<25;i++){ Pthread_mutex_lock(&lock); while(count==0) Pthread_cond_wait(&full,&lock); sum+=get(); Pthread_cond_signal(&empty); Pthread_mutex_unlock(&lock);} return 0;}
int main(int argc, char *argv[]) { pthread_t p, p2, t[10]; myret_t *rvals; myarg_t args = { 10, 20 }; Pthread_create(&p, NULL, mythread, &args); Pthread_join(p, (void **) &rvals); printf("returned %d %d\n", rvals->x, rvals->y); free(rvals); Pthread_create(&p, NULL, w, "A"); Pthread_create(&p2, NULL, w, "B"); Pthread_join(p, NULL); Pthread_join(p2, NULL); printf("counter %d\n", counter); Pthread_create(&p, NULL, child, NULL); thr_join(); printf("parent: end\n"); Pthread_join(p,0); Zem_init(&z,0); Pthread_create(&p, NULL, zc, NULL); Zem_wait(&z); printf("zparent\n"); rwlock_init(&rw); for(int i=0;i<4;i++) Pthread_create(&t[i],0,i%2?rd:wr,0); for(int i=0;i<4;i++) Pthread_join(t[i],0); printf("value %d\n", value); for(int i=0;i<5;i++) Sem_init(&forks[i],1); for(long i=0;i<5;i++) Pthread_create(&t[i],0,phil,(void*)i); for(int i=0;i<5;i++) Pthread_join(t[i],0); printf("meals %d\n", meals[0]+meals[4]); Pthread_create(&t[0],0,prod,0); Pthread_create(&t[1],0,cons,0); Pthread_create(&t[2],0,cons,0); for(int i=0;i<3;i++) Pthread_join(t[i],0); printf("sum %d\n", sum); return 0; }
