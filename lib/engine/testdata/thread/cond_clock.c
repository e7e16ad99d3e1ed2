#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <time.h>
#include <string.h>
#define E(x) printf(#x ": %s\n", strerror(x))
int main(void){ pthread_condattr_t a; clockid_t c; int v; pthread_cond_t cv; pthread_mutex_t m=PTHREAD_MUTEX_INITIALIZER; struct timespec ts;
 E(pthread_condattr_init(&a)); E(pthread_condattr_getclock(&a,&c)); printf("%d\n",c==CLOCK_REALTIME); E(pthread_condattr_setclock(&a,CLOCK_MONOTONIC)); E(pthread_condattr_getclock(&a,&c)); printf("%d\n",c==CLOCK_MONOTONIC);
 E(pthread_condattr_setclock(&a,CLOCK_PROCESS_CPUTIME_ID)); E(pthread_condattr_setclock(&a,-1)); E(pthread_condattr_getpshared(&a,&v)); printf("%d\n",v); E(pthread_condattr_setpshared(&a,PTHREAD_PROCESS_SHARED)); E(pthread_condattr_getpshared(&a,&v)); printf("%d\n",v); E(pthread_condattr_setpshared(&a,-100));
 E(pthread_cond_init(&cv,&a)); E(pthread_condattr_destroy(&a)); E(pthread_cond_signal(&cv)); E(pthread_cond_broadcast(&cv));
 pthread_mutex_lock(&m); clock_gettime(CLOCK_MONOTONIC,&ts); ts.tv_sec+=1; E(pthread_cond_timedwait(&cv,&m,&ts)); struct timespec n; clock_gettime(CLOCK_MONOTONIC,&n); printf("%d\n", n.tv_sec>ts.tv_sec || (n.tv_sec==ts.tv_sec&&n.tv_nsec>=ts.tv_nsec));
 ts.tv_nsec=-1; E(pthread_cond_timedwait(&cv,&m,&ts)); ts.tv_nsec=1000000000; E(pthread_cond_timedwait(&cv,&m,&ts)); ts.tv_nsec=0; ts.tv_sec=0; E(pthread_cond_timedwait(&cv,&m,&ts));
 E(pthread_mutex_trylock(&m)); E(pthread_mutex_unlock(&m)); E(pthread_cond_destroy(&cv)); E(pthread_cond_init(&cv,NULL)); E(pthread_cond_destroy(&cv)); return 0;}
