#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
#include <sys/prctl.h>
int main(void){ int fd[2]; pipe(fd); prctl(PR_SET_CHILD_SUBREAPER,1); pid_t me=getpid(); if(fork()==0){ pid_t mid=getpid(); if(fork()==0){ while(getppid()==mid) usleep(1000); int v=getppid()==me; write(fd[1],&v,sizeof v); _exit(9);} _exit(3);} int st; wait(&st); printf("%d\n",WEXITSTATUS(st)); int v; read(fd[0],&v,sizeof v); printf("adopted %d\n",v); wait(&st); printf("%d\n",WEXITSTATUS(st)); printf("%d\n",(int)wait(&st)); return 0;}
