#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <limits.h>
static pthread_key_t k,k2; static int n;
static void d(void*p){ n++; printf("d %ld get=%p\n",(long)p, pthread_getspecific(k)); if((long)p<10) pthread_setspecific(k,(void*)((long)p+1)); }
static void d2(void*p){ printf("d2 %ld\n",(long)p); }
static void*f(void*a){ printf("initial %p\n",pthread_getspecific(k)); pthread_setspecific(k,(void*)1); pthread_setspecific(k2,(void*)100); return 0;}
int main(void){ pthread_t t; printf("%d\n",pthread_key_create(&k,d)); pthread_key_create(&k2,d2); pthread_create(&t,0,f,0); pthread_join(t,0); printf("n=%d\n",n);
 printf("%d\n",pthread_key_delete(k)); printf("%d\n",pthread_key_delete(k)==EINVAL); printf("%d\n",pthread_setspecific(k,"x")==EINVAL); printf("%p\n",pthread_getspecific(k));
 pthread_key_t ks[PTHREAD_KEYS_MAX+1]; int i,r=0; for(i=0;i<=PTHREAD_KEYS_MAX;i++){ r=pthread_key_create(&ks[i],0); if(r) break; } printf("%d %d\n", r==EAGAIN, i==PTHREAD_KEYS_MAX-1);
 pthread_key_delete(ks[3]); printf("%d\n",pthread_key_create(&k,0)); printf("%p\n",pthread_getspecific(k));
 printf("%d\n",pthread_setspecific((pthread_key_t)5000,"x")==EINVAL);
 return 0;}
