#include <stdio.h>
#include <signal.h>
#include <unistd.h>
#include <errno.h>
#include <sys/time.h>
static volatile int n; static void h(int s){ n++; }
int main(void){ signal(SIGALRM,h); printf("%u\n",alarm(10)); printf("%u\n",alarm(3)); printf("%u\n",alarm(0)); struct itimerval i={{0,20000},{0,20000}},o; printf("%d\n",setitimer(ITIMER_REAL,&i,0)); while(n<5) pause(); printf("%d\n",n); i.it_value.tv_usec=0; i.it_interval.tv_usec=0; setitimer(ITIMER_REAL,&i,&o); printf("%ld %d\n",(long)o.it_interval.tv_usec,o.it_value.tv_usec<=20000); getitimer(ITIMER_REAL,&o); printf("%ld %ld\n",(long)o.it_value.tv_usec,(long)o.it_value.tv_sec); errno=0; printf("%d %d\n",setitimer(99,&i,0),errno==EINVAL); i.it_value.tv_usec=1000000; errno=0; printf("%d %d\n",setitimer(ITIMER_REAL,&i,0),errno==EINVAL); signal(SIGVTALRM,h); n=0; i.it_value.tv_usec=10000; setitimer(ITIMER_VIRTUAL,&i,0); while(!n); puts("vt"); signal(SIGPROF,h); n=0; setitimer(ITIMER_PROF,&i,0); while(!n); puts("prof"); return 0;}
