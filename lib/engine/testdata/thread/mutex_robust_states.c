#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#define E(x) printf(#x ": %s\n", strerror(x))
static pthread_mutex_t m;
static void*d(void*a){ pthread_mutex_lock(&m); return 0; }
int main(void){ pthread_mutexattr_t a; pthread_t t; pthread_mutexattr_init(&a); pthread_mutexattr_setrobust(&a,PTHREAD_MUTEX_ROBUST); pthread_mutex_init(&m,&a);
 pthread_create(&t,0,d,0); pthread_join(t,0); E(pthread_mutex_lock(&m)); E(pthread_mutex_consistent(&m)); E(pthread_mutex_unlock(&m)); E(pthread_mutex_lock(&m)); E(pthread_mutex_consistent(&m)); E(pthread_mutex_unlock(&m));
 pthread_create(&t,0,d,0); pthread_join(t,0); E(pthread_mutex_trylock(&m)); E(pthread_mutex_unlock(&m)); E(pthread_mutex_lock(&m)); E(pthread_mutex_trylock(&m));
 E(pthread_mutex_destroy(&m));
 pthread_mutex_t *s=mmap(0,4096,PROT_READ|PROT_WRITE,MAP_SHARED|MAP_ANONYMOUS,-1,0); pthread_mutexattr_setpshared(&a,1); pthread_mutex_init(s,&a);
 fflush(stdout);
 if(fork()==0){ pthread_mutex_lock(s); _exit(0);} wait(0);
 E(pthread_mutex_lock(s)); E(pthread_mutex_consistent(s)); E(pthread_mutex_unlock(s));
 fflush(stdout);
 if(fork()==0){ pthread_mutex_lock(s); abort();} wait(0);
 E(pthread_mutex_trylock(s));
 return 0;}
