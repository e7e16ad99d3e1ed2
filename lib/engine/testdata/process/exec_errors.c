#include <stdio.h>
#include <unistd.h>
#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <sys/stat.h>
int main(void){ char*av[]={"x",0}; errno=0; printf("%d %s\n",execv("/nonexistent",av),strerror(errno)); errno=0; printf("%d %s\n",execvp("no-such-command-xyz",av),strerror(errno)); errno=0; printf("%d %s\n",execv("/tmp",av),strerror(errno)); int fd=open("notexec",O_CREAT|O_WRONLY,0644); write(fd,"hello",5); close(fd); errno=0; printf("%d %s\n",execv("./notexec",av),strerror(errno)); chmod("notexec",0755); errno=0; printf("%d %s\n",execv("./notexec",av),strerror(errno)); unlink("notexec"); errno=0; printf("%d %s\n",execlp("","x",(char*)0),strerror(errno)); fflush(stdout); int st; if(fork()==0){ execlp("echo","echo","hi","there",(char*)0); _exit(127);} wait(&st); if(fork()==0){ char*e[]={"A=1",0}; execle("/bin/echo","echo","-n","no newline",(char*)0,e); _exit(127);} wait(&st); if(fork()==0){ execl("/bin/false","false",(char*)0); _exit(127);} wait(&st); printf("[%d]\n",WEXITSTATUS(st)); fflush(stdout); if(fork()==0){ fclose(stdin); execl("/bin/cat","cat","/dev/null",(char*)0);} wait(&st); printf("%d\n",WEXITSTATUS(st)); printf("%d\n",WEXITSTATUS(system("exit 3"))); printf("%d\n",system(0)!=0); return 0;}
