#include <stdio.h>
#include <mqueue.h>
#include <errno.h>
#include <string.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
#define E(x) do{ errno=0; long r_=(long)(x); printf(#x " = %ld %s\n", r_, errno?strerror(errno):"-"); }while(0)
static volatile int got,code,val; static void h(int s,siginfo_t*i,void*u){ got++; code=i->si_code; val=i->si_value.sival_int; }
int main(void){ mqd_t q,r; struct mq_attr a={0,4,16,0},b; char buf[64]; unsigned p; struct timespec ts; mq_unlink("/pxq");
 E(mq_open("/pxq",O_RDWR)); E((q=mq_open("/pxq",O_CREAT|O_RDWR,0600,&a))>=0); E(mq_open("/pxq",O_CREAT|O_EXCL|O_RDWR,0600,&a)); E(mq_open("pxq",O_CREAT|O_RDWR,0600,&a)); E(mq_open("/",O_CREAT|O_RDWR,0600,&a)); E(mq_open("/a/b",O_CREAT|O_RDWR,0600,&a)); { struct mq_attr z={0,0,16,0}; E(mq_open("/pxz",O_CREAT|O_RDWR,0600,&z)); z.mq_maxmsg=-1; E(mq_open("/pxz",O_CREAT|O_RDWR,0600,&z)); z.mq_maxmsg=4; z.mq_msgsize=0; E(mq_open("/pxz",O_CREAT|O_RDWR,0600,&z)); }
 E(mq_getattr(q,&b)); printf("%ld %ld %ld %ld\n",b.mq_flags,b.mq_maxmsg,b.mq_msgsize,b.mq_curmsgs); E(mq_send(q,"lo",3,1)); E(mq_send(q,"hi",3,9)); E(mq_send(q,"mid",4,5)); E(mq_send(q,"hi2",4,9)); E(mq_send(q,"x",99,1)); E(mq_send(q,"x",1,32768)); E(mq_send(-1,"x",1,1)); E(mq_receive(q,buf,8,&p)); clock_gettime(CLOCK_REALTIME,&ts); E(mq_timedsend(q,"y",2,1,&ts)); ts.tv_nsec=-1; E(mq_timedsend(q,"y",2,1,&ts)); b.mq_flags=O_NONBLOCK; E(mq_setattr(q,&b,&a)); printf("%ld %ld\n",a.mq_flags,a.mq_curmsgs); E(mq_send(q,"y",2,1)); for(int i=0;i<5;i++){ p=0; errno=0; int n=mq_receive(q,buf,64,&p); printf("%d %s %u %s\n",n,n>0?buf:"",p,strerror(errno)); } b.mq_flags=0; mq_setattr(q,&b,0); clock_gettime(CLOCK_REALTIME,&ts); E(mq_timedreceive(q,buf,64,&p,&ts)); ts.tv_nsec=1000000000; E(mq_timedreceive(q,buf,64,&p,&ts)); E(mq_receive(-1,buf,64,&p)); r=mq_open("/pxq",O_RDONLY); E(mq_send(r,"x",2,1)); mqd_t w=mq_open("/pxq",O_WRONLY); E(mq_receive(w,buf,64,&p));
 struct sigaction sa; memset(&sa,0,sizeof sa); sa.sa_sigaction=h; sa.sa_flags=SA_SIGINFO; sigaction(SIGUSR1,&sa,0); struct sigevent e; memset(&e,0,sizeof e); e.sigev_notify=SIGEV_SIGNAL; e.sigev_signo=SIGUSR1; e.sigev_value.sival_int=21; E(mq_notify(q,&e)); E(mq_notify(q,&e)); E(mq_send(q,"n",2,1)); printf("%d %d %d\n",got,code==SI_MESGQ,val); E(mq_notify(q,0)); E(mq_notify(q,&e)); E(mq_send(q,"n",2,1)); printf("%d\n",got); E(mq_notify(q,0)); e.sigev_notify=99; E(mq_notify(q,&e)); E(mq_notify(-1,&e)); fflush(stdout); if(fork()==0){ mq_receive(q,buf,64,0); mq_receive(q,buf,64,0); _exit(0);} wait(0); mq_getattr(q,&b); printf("%ld\n",b.mq_curmsgs); E(mq_close(q)); E(mq_close(q)); E(mq_unlink("/pxq")); E(mq_unlink("/pxq")); mq_close(r); mq_close(w); E(mq_getattr(r,&b)); return 0;}
