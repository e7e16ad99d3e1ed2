#define _GNU_SOURCE
#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <stdlib.h>
#include <fcntl.h>
static char *ro; static void h(int s,siginfo_t*i,void*u){ printf("sig %d code %d addr null %d ro %d\n",s,i->si_code,i->si_addr==0,i->si_addr==ro); fflush(stdout); _exit(1);} 
static void go(int k){ fflush(stdout); if(fork()==0){ volatile int z=0; switch(k){ case 0: *(volatile char*)0=1; case 1: ro[0]=1; case 2: printf("%d",1/z); case 3: abort(); case 4: kill(getpid(),SIGSEGV); case 5: { int fd=open("f",O_RDWR|O_CREAT,0600); char*m=mmap(0,4096,PROT_READ|PROT_WRITE,MAP_SHARED,fd,0); m[0]=1; } case 6: __builtin_trap(); case 7: ((void(*)(void))0)(); } _exit(2);} int st; wait(&st); printf("%d: %x\n",k,st&0x7fff7f); }
int main(void){ ro=mmap(0,4096,PROT_READ,MAP_PRIVATE|MAP_ANONYMOUS,-1,0); for(int p=0;p<2;p++){ for(int k=0;k<8;k++) go(k); struct sigaction a; memset(&a,0,sizeof a); a.sa_sigaction=h; a.sa_flags=SA_SIGINFO; sigaction(SIGSEGV,&a,0); sigaction(SIGFPE,&a,0); sigaction(SIGABRT,&a,0); sigaction(SIGBUS,&a,0); sigaction(SIGILL,&a,0);} return 0;}
