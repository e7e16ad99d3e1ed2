#include <stdio.h>
#include <unistd.h>
#include <poll.h>
#include <sys/select.h>
#include <errno.h>
#include <string.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/signalfd.h>
#include <stdint.h>
#define E(x) do{ errno=0; long r_=(long)(x); printf(#x " = %ld %s\n", r_, errno?strerror(errno):"-"); }while(0)
static void h(int s){} int main(void){ int a[2],b[2]; pipe(a); pipe(b); struct pollfd f[4]={{a[0],POLLIN},{b[1],POLLOUT},{-1,POLLIN},{77,POLLIN}}; E(poll(f,4,0)); for(int i=0;i<4;i++) printf("%x ",f[i].revents); puts(""); write(a[1],"x",1); E(poll(f,1,-1)); printf("%x\n",f[0].revents); char c; read(a[0],&c,1); E(poll(f,1,20)); close(a[1]); E(poll(f,1,-1)); printf("%x\n",f[0].revents); close(b[0]); f[1].revents=0; E(poll(f+1,1,-1)); printf("%x\n",f[1].revents); fd_set r,w; struct timeval t={0,10000}; FD_ZERO(&r); FD_ZERO(&w); FD_SET(a[0],&r); FD_SET(b[1],&w); E(select(20,&r,&w,0,&t)); printf("%d %d\n",FD_ISSET(a[0],&r),FD_ISSET(b[1],&w)); FD_ZERO(&r); FD_SET(77,&r); E(select(78,&r,0,0,&t)); E(select(-1,0,0,0,&t)); int p[2]; pipe(p); FD_ZERO(&r); FD_SET(p[0],&r); t.tv_sec=0; t.tv_usec=20000; E(select(p[0]+1,&r,0,0,&t)); printf("%d %ld\n",FD_ISSET(p[0],&r),(long)t.tv_usec); struct sigaction sa; memset(&sa,0,sizeof sa); sa.sa_handler=h; sa.sa_flags=SA_RESTART; sigaction(SIGALRM,&sa,0); ualarm(20000,0); FD_SET(p[0],&r); E(select(p[0]+1,&r,0,0,0)); ualarm(20000,0); f[0].fd=p[0]; E(poll(f,1,-1)); int e=epoll_create1(0); struct epoll_event ev={EPOLLIN},out[4]; ev.data.u32=5; E(epoll_ctl(e,EPOLL_CTL_ADD,p[0],&ev)); E(epoll_ctl(e,EPOLL_CTL_ADD,p[0],&ev)); E(epoll_ctl(e,EPOLL_CTL_MOD,99,&ev)); E(epoll_wait(e,out,4,0)); write(p[1],"yy",2); E(epoll_wait(e,out,4,-1)); printf("%x %u\n",out[0].events,out[0].data.u32); ev.events=EPOLLIN|EPOLLET; E(epoll_ctl(e,EPOLL_CTL_MOD,p[0],&ev)); E(epoll_wait(e,out,4,0)); E(epoll_wait(e,out,4,0)); ev.events=EPOLLIN|EPOLLONESHOT; epoll_ctl(e,EPOLL_CTL_MOD,p[0],&ev); E(epoll_wait(e,out,4,0)); E(epoll_wait(e,out,4,0)); E(epoll_ctl(e,EPOLL_CTL_DEL,p[0],0)); E(epoll_ctl(e,EPOLL_CTL_DEL,p[0],0)); E(epoll_wait(e,out,0,0)); int ef=eventfd(3,EFD_NONBLOCK|EFD_SEMAPHORE); uint64_t u; E(read(ef,&u,8)); printf("%d\n",(int)u); E(read(ef,&u,4)); int tf=timerfd_create(CLOCK_MONOTONIC,0); struct itimerspec it={{0,10000000},{0,10000000}}; E(timerfd_settime(tf,0,&it,0)); usleep(55000); E(read(tf,&u,8)); printf("%d\n",u>=5); sigset_t s; sigemptyset(&s); sigaddset(&s,SIGUSR1); sigprocmask(SIG_BLOCK,&s,0); int sf=signalfd(-1,&s,0); raise(SIGUSR1); struct signalfd_siginfo si; E(read(sf,&si,sizeof si)); printf("%d\n",si.ssi_signo); return 0;}
