#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#define E(x) printf(#x ": %s\n", strerror(x))
static pthread_rwlock_t l;
static void ts_in(struct timespec*t,long ms){clock_gettime(CLOCK_REALTIME,t);t->tv_nsec+=ms*1000000;while(t->tv_nsec>=1000000000){t->tv_sec++;t->tv_nsec-=1000000000;}}
static void*rd(void*a){ struct timespec t; E(pthread_rwlock_tryrdlock(&l)); E(pthread_rwlock_trywrlock(&l)); ts_in(&t,50); E(pthread_rwlock_timedrdlock(&l,&t)); ts_in(&t,50); E(pthread_rwlock_timedwrlock(&l,&t)); t.tv_nsec=-5; E(pthread_rwlock_timedrdlock(&l,&t)); E(pthread_rwlock_timedwrlock(&l,&t)); return 0;}
static void*un(void*a){ E(pthread_rwlock_unlock(&l)); return 0;}
int main(void){ pthread_t t; pthread_rwlockattr_t a; int v; struct timespec ts;
 E(pthread_rwlockattr_init(&a)); E(pthread_rwlockattr_getpshared(&a,&v)); printf("%d\n",v); E(pthread_rwlockattr_setpshared(&a,PTHREAD_PROCESS_SHARED)); E(pthread_rwlockattr_setpshared(&a,-100)); E(pthread_rwlockattr_getpshared(&a,&v)); printf("%d\n",v);
 E(pthread_rwlockattr_getkind_np(&a,&v)); printf("%d\n",v); E(pthread_rwlockattr_setkind_np(&a,PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)); E(pthread_rwlockattr_setkind_np(&a,99));
 E(pthread_rwlockattr_destroy(&a)); E(pthread_rwlock_init(&l,0));
 E(pthread_rwlock_wrlock(&l)); E(pthread_rwlock_wrlock(&l)); E(pthread_rwlock_rdlock(&l)); E(pthread_rwlock_tryrdlock(&l)); E(pthread_rwlock_trywrlock(&l)); ts_in(&ts,10); E(pthread_rwlock_timedrdlock(&l,&ts)); E(pthread_rwlock_timedwrlock(&l,&ts));
 pthread_create(&t,0,rd,0); pthread_join(t,0); E(pthread_rwlock_unlock(&l));
 E(pthread_rwlock_rdlock(&l)); E(pthread_rwlock_rdlock(&l)); 
 pthread_create(&t,0,rd,0); pthread_join(t,0); E(pthread_rwlock_unlock(&l)); E(pthread_rwlock_unlock(&l)); E(pthread_rwlock_trywrlock(&l)); E(pthread_rwlock_unlock(&l)); E(pthread_rwlock_destroy(&l)); return 0;}
