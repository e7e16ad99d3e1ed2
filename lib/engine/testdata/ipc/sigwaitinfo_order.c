#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <time.h>
static void h(int s){ puts("handler"); }
int main(void){ sigset_t s; siginfo_t i; union sigval v; struct timespec t={0,50000000}; sigemptyset(&s); sigaddset(&s,SIGRTMIN); sigaddset(&s,SIGUSR1); sigaddset(&s,SIGRTMIN+1); sigprocmask(SIG_BLOCK,&s,0); v.sival_int=5; sigqueue(getpid(),SIGRTMIN+1,v); v.sival_int=6; sigqueue(getpid(),SIGRTMIN,v); kill(getpid(),SIGUSR1); for(int k=0;k<3;k++){ memset(&i,0,sizeof i); int r=sigwaitinfo(&s,&i); printf("%d %d %d %d\n",r,i.si_signo,i.si_code,i.si_value.sival_int*(i.si_code==SI_QUEUE)); } errno=0; printf("%d %s\n",sigtimedwait(&s,&i,&t),strerror(errno)); t.tv_nsec=-1; errno=0; printf("%d %s\n",sigtimedwait(&s,&i,&t),strerror(errno)); t.tv_sec=0;t.tv_nsec=0; errno=0; printf("%d %s\n",sigtimedwait(&s,0,&t),strerror(errno)); struct sigaction sa; memset(&sa,0,sizeof sa); sa.sa_handler=h; sigaction(SIGALRM,&sa,0); alarm(1); errno=0; printf("%d %s\n",sigwaitinfo(&s,&i),strerror(errno)); return 0;}
