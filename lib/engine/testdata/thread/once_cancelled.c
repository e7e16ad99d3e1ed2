#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
#include <errno.h>
static pthread_once_t o=PTHREAD_ONCE_INIT; static int n;
static void init(void){ n++; printf("init %d\n",n); if(n==1) { sleep(5); } }
static void*f(void*a){ pthread_once(&o,init); return 0;}
int main(void){ pthread_t t; void*r; pthread_create(&t,0,f,0); usleep(100000); pthread_cancel(t); pthread_join(t,&r); printf("%d\n",r==PTHREAD_CANCELED); pthread_once(&o,init); pthread_once(&o,init); printf("%d\n",n); return 0;}
