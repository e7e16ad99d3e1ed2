#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
#include <fcntl.h>
static int run(char*line){ char*cmds[5]; int n=0; for(char*s=strtok(line,"|");s;s=strtok(0,"|")) cmds[n++]=s; int in=0,fd[2],st=0; for(int i=0;i<n;i++){ if(i<n-1) pipe(fd); pid_t p=fork(); if(!p){ if(in){ dup2(in,0); close(in);} if(i<n-1){ dup2(fd[1],1); close(fd[0]); close(fd[1]);} char*av[10]; int k=0; for(char*w=strtok(cmds[i]," ");w;w=strtok(0," ")) av[k++]=w; av[k]=0; execvp(av[0],av); perror(av[0]); _exit(127);} if(in) close(in); if(i<n-1){ close(fd[1]); in=fd[0]; } } while(wait(&st)>0); return WEXITSTATUS(st); }
int main(void){ char a[]="echo hello world", b[]="echo piped | cat | cat", c[]="nosuchprogram", d[]="false"; printf("%d\n",run(a)); fflush(stdout); printf("%d\n",run(b)); fflush(stdout); printf("%d\n",run(c)); fflush(stdout); printf("%d\n",run(d)); return 0;}
