#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
static pthread_barrier_t b; static volatile int st; static void h(int s){ write(1,"sig\n",4); }
static void *f(void *a){ struct sigaction act; act.sa_flags=0; act.sa_handler=h; sigfillset(&act.sa_mask); sigaction(SIGUSR1,&act,0); st=1; pthread_barrier_wait(&b); st=2; return 0; }
int main(void){ pthread_t t; pthread_barrier_init(&b,0,2); pthread_create(&t,0,f,0); sleep(1); printf("%d\n",st); pthread_kill(t,SIGUSR1); sleep(1); printf("%d\n",st); pthread_kill(t,SIGUSR1); sleep(1); printf("%d\n",st); pthread_barrier_wait(&b); pthread_join(t,0); printf("%d\n",st); return 0; }
