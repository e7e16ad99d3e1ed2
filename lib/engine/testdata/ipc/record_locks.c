#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <sys/wait.h>
static int lk(int fd,int cmd,int t,int s,int l){ struct flock f={t,SEEK_SET,s,l,0}; errno=0; int r=fcntl(fd,cmd,&f); if(cmd==F_GETLK) printf("get %d type %d start %d len %d\n",r,f.l_type,(int)f.l_start,(int)f.l_len); return r; }
int main(void){ int fd=open("rl",O_RDWR|O_CREAT,0600); write(fd,"0123456789",10); lk(fd,F_SETLK,F_WRLCK,2,4); lk(fd,F_SETLK,F_RDLCK,8,2); fflush(stdout); if(fork()==0){ lk(fd,F_GETLK,F_WRLCK,0,0); lk(fd,F_GETLK,F_RDLCK,7,0); printf("%d\n",lk(fd,F_SETLK,F_RDLCK,8,1)); printf("%d",lk(fd,F_SETLK,F_WRLCK,9,1)); printf(" %d\n",errno==EAGAIN); printf("%d\n",lk(fd,F_SETLK,F_WRLCK,0,2)); fflush(stdout); lk(fd,F_SETLKW,F_WRLCK,3,1); puts("got it"); fflush(stdout); _exit(0);} usleep(100000); puts("unlock"); fflush(stdout); lk(fd,F_SETLK,F_UNLCK,3,1); wait(0); if(fork()==0){ lk(fd,F_GETLK,F_WRLCK,0,0); lk(fd,F_GETLK,F_WRLCK,3,0); fflush(stdout); _exit(0);} wait(0); close(dup(fd)); if(fork()==0){ lk(fd,F_GETLK,F_WRLCK,0,0); fflush(stdout); _exit(0);} wait(0); unlink("rl"); return 0; }
