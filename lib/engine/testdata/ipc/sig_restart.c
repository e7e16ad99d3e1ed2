#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <sys/wait.h>
static volatile int n; static void h(int s){ n++; }
static void try(int flags){ int fd[2]; char c='?'; struct sigaction a; memset(&a,0,sizeof a); a.sa_handler=h; a.sa_flags=flags; sigaction(SIGALRM,&a,0); pipe(fd); pid_t p=fork(); if(!p){ usleep(400000); write(fd[1],"x",1); _exit(0);} n=0; ualarm(100000,0); errno=0; int r=read(fd[0],&c,1); printf("read %d %c %s n=%d\n",r,c,r<0?strerror(errno):"",n); int st; ualarm(50000,0); errno=0; r=waitpid(p,&st,0); printf("wait %d %s\n",r==p,r<0?strerror(errno):""); while(waitpid(p,&st,0)>0||errno==EINTR); close(fd[0]);close(fd[1]); ualarm(50000,0); errno=0; r=pause(); printf("pause %d %s\n",r,strerror(errno)); ualarm(50000,0); unsigned u=sleep(1); printf("sleep left %u\n",u); }
int main(void){ try(0); try(SA_RESTART); return 0;}
