#include <stdio.h>
#include <unistd.h>
#include <signal.h>
#include <errno.h>
#include <sys/wait.h>
int main(void){ pid_t a,b; int st; a=fork(); if(!a){ setpgid(0,0); _exit(1);} setpgid(a,a); b=fork(); if(!b){ _exit(2);} pid_t r=waitpid(-a,&st,0); printf("%d %d\n",r==a,WEXITSTATUS(st)); r=waitpid(-a,&st,0); printf("%d %d\n",(int)r,errno==ECHILD); r=waitpid(0,&st,0); printf("%d %d\n",r==b,WEXITSTATUS(st));
 a=fork(); if(!a){ setpgid(0,0); pause(); _exit(0);} setpgid(a,a); printf("%d\n",getpgid(a)==a); printf("%d\n",killpg(a,SIGINT)); waitpid(a,&st,0); printf("%d\n",WTERMSIG(st)); errno=0; printf("%d %d\n",killpg(a,0),errno==ESRCH);
 errno=0; printf("%d %d\n",setpgid(99999,0),errno==ESRCH); errno=0; printf("%d %d\n",setpgid(0,-1),errno==EINVAL); errno=0; printf("%d %d\n",(int)getpgid(99999),errno==ESRCH); printf("%d\n",getpgrp()==getpgid(0)); return 0;}
