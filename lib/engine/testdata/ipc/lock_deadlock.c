#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
static int lk(int fd,int cmd,int t,int s,int l){ struct flock f={t,SEEK_SET,s,l,0}; return fcntl(fd,cmd,&f); }
int main(void){ int fd=open("dl",O_RDWR|O_CREAT,0600); lk(fd,F_SETLKW,F_WRLCK,0,1); pid_t p=fork(); if(!p){ lk(fd,F_SETLKW,F_WRLCK,1,1); lk(fd,F_SETLKW,F_WRLCK,0,1); _exit(3);} usleep(100000); errno=0; int r=lk(fd,F_SETLKW,F_WRLCK,1,1); printf("%d %s\n",r,strerror(errno)); lk(fd,F_SETLK,F_UNLCK,0,0); int st; wait(&st); printf("%d\n",WEXITSTATUS(st)); unlink("dl"); return 0;}
