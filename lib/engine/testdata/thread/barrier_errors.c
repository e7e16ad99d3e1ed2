#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>
#define E(x) printf(#x ": %s\n", strerror(x))
static pthread_barrier_t b; static int serial; 
static void*f(void*a){ for(int i=0;i<3;i++){ int r=pthread_barrier_wait(&b); if(r==PTHREAD_BARRIER_SERIAL_THREAD) __sync_fetch_and_add(&serial,1); else if(r) printf("bad %d\n",r);} return 0;}
int main(void){ pthread_barrierattr_t a; int v; pthread_t t[3]; E(pthread_barrierattr_init(&a)); E(pthread_barrierattr_getpshared(&a,&v)); printf("%d\n",v); E(pthread_barrierattr_setpshared(&a,PTHREAD_PROCESS_SHARED)); E(pthread_barrierattr_setpshared(&a,-100)); E(pthread_barrierattr_getpshared(&a,&v)); printf("%d\n",v); E(pthread_barrier_init(&b,&a,0)); E(pthread_barrier_init(&b,&a,1)); printf("%d\n", pthread_barrier_wait(&b)==PTHREAD_BARRIER_SERIAL_THREAD); E(pthread_barrier_destroy(&b)); E(pthread_barrier_init(&b,0,3)); E(pthread_barrierattr_destroy(&a)); for(int i=0;i<3;i++) pthread_create(&t[i],0,f,0); for(int i=0;i<3;i++) pthread_join(t[i],0); printf("serial %d\n",serial); E(pthread_barrier_destroy(&b)); printf("%d\n",PTHREAD_BARRIER_SERIAL_THREAD); return 0;}
