#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
static void h(int s,siginfo_t*i,void*u){ printf("sig RTMIN+%d value %d code %d pid %d\n",s-SIGRTMIN,i->si_value.sival_int,i->si_code,i->si_pid==getpid()); }
int main(void){ struct sigaction a; memset(&a,0,sizeof a); a.sa_sigaction=h; a.sa_flags=SA_SIGINFO; sigset_t s,o; sigemptyset(&s); for(int i=0;i<4;i++){ sigaction(SIGRTMIN+i,&a,0); sigaddset(&s,SIGRTMIN+i);} a.sa_mask=s; for(int i=0;i<4;i++) sigaction(SIGRTMIN+i,&a,0); sigaddset(&s,SIGUSR1); sigaction(SIGUSR1,&a,0); sigprocmask(SIG_BLOCK,&s,&o); union sigval v; for(int i=3;i>=0;i--) for(int k=0;k<2;k++){ v.sival_int=i*10+k; printf("%d ",sigqueue(getpid(),SIGRTMIN+i,v)); } puts(""); v.sival_int=77; sigqueue(getpid(),SIGUSR1,v); v.sival_int=78; sigqueue(getpid(),SIGUSR1,v); kill(getpid(),SIGRTMIN+1); raise(SIGRTMIN+2); sigprocmask(SIG_SETMASK,&o,0); errno=0; printf("%d %d\n",sigqueue(getpid(),-1,v),errno==EINVAL); errno=0; printf("%d %d\n",sigqueue(99999,0,v),errno==ESRCH); printf("%d\n",sigqueue(getpid(),0,v)); return 0;}
