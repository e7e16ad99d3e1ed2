#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <signal.h>
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
int main(void){ int st; pid_t p,q; siginfo_t si;
 errno=0; printf("%d %s\n",(int)wait(&st),strerror(errno)); errno=0; printf("%d %s\n",(int)waitpid(getpid(),&st,0),strerror(errno)); errno=0; printf("%d %s\n",(int)waitpid(-1,&st,999),strerror(errno)); errno=0; printf("%d %s\n",(int)waitpid(99999,&st,WNOHANG),strerror(errno));
 errno=0; printf("%d %s\n",waitid(P_ALL,0,&si,WEXITED),strerror(errno)); errno=0; printf("%d %s\n",waitid(P_ALL,0,&si,0),strerror(errno)); errno=0; printf("%d %s\n",waitid(42,0,&si,WEXITED),strerror(errno));
 fflush(stdout);
 p=fork(); if(!p){ for(;;) pause(); }
 printf("%d\n",(int)waitpid(p,&st,WNOHANG)); kill(p,SIGSTOP); q=waitpid(p,&st,WUNTRACED); printf("%d %d %d %x\n",q==p,WIFSTOPPED(st),WSTOPSIG(st),st); kill(p,SIGCONT); q=waitpid(p,&st,WCONTINUED); printf("%d %d %x\n",q==p,WIFCONTINUED(st),st);
 kill(p,SIGSTOP); memset(&si,0,sizeof si); printf("%d\n",waitid(P_PID,p,&si,WSTOPPED|WNOWAIT)); printf("%d %d %d\n",si.si_code==CLD_STOPPED,si.si_status,si.si_pid==p); printf("%d\n",waitid(P_PID,p,&si,WSTOPPED)); memset(&si,0,sizeof si); printf("%d pid %d\n",waitid(P_PID,p,&si,WSTOPPED|WNOHANG),(int)si.si_pid);
 kill(p,SIGCONT); printf("%d\n",waitid(P_PID,p,&si,WCONTINUED)); printf("%d %d\n",si.si_code==CLD_CONTINUED,si.si_status); kill(p,SIGTERM); printf("%d\n",waitid(P_PID,p,&si,WEXITED|WNOWAIT)); printf("%d %d %d\n",si.si_code==CLD_KILLED,si.si_status,si.si_signo==SIGCHLD); q=waitpid(p,&st,0); printf("%d %d %d\n",q==p,WIFSIGNALED(st),WTERMSIG(st));
 fflush(stdout); p=fork(); if(!p) abort(); waitid(P_PID,p,&si,WEXITED|WNOWAIT); printf("%d %d\n",si.si_code==CLD_DUMPED||si.si_code==CLD_KILLED,si.si_status); waitpid(p,&st,0); printf("%d %d\n",WIFEXITED(st),WTERMSIG(st));
 p=fork(); if(!p) _exit(300); waitpid(p,&st,0); printf("%d %x\n",WEXITSTATUS(st),st); return 0;}
