#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#define E(x) do{ errno=0; long r_=(long)(x); printf(#x " = %ld %s\n", r_, errno?strerror(errno):"-"); }while(0)
int main(void){ char b[100]; E(mkfifo("ff",0640)); E(mkfifo("ff",0600)); struct stat s; stat("ff",&s); E(S_ISFIFO(s.st_mode)); printf("%o\n",s.st_mode&0777); E(open("ff",O_WRONLY|O_NONBLOCK)); int r; E((r=open("ff",O_RDONLY|O_NONBLOCK))>=0); E(read(r,b,1)); int w; E((w=open("ff",O_WRONLY|O_NONBLOCK))>=0); E(read(r,b,1)); E(write(w,"abc",3)); E(read(r,b,10)); E(close(w)); E(read(r,b,10)); close(r); fflush(stdout); if(fork()==0){ int f=open("ff",O_WRONLY); for(int i=0;i<3;i++){ dprintf(f,"line %d\n",i);} _exit(0);} FILE*f=fopen("ff","r"); while(fgets(b,100,f)) fputs(b,stdout); wait(0); fclose(f); int rw=open("ff",O_RDWR); E(write(rw,"q",1)); E(read(rw,b,1)); E(unlink("ff")); E(open("ff",O_RDONLY)); E(mkfifo("/no/such/dir",0600)); return 0;}
