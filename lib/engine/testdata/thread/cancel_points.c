#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/wait.h>
#include <sys/select.h>
#include <poll.h>
#include <time.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/msg.h>
#include <sys/socket.h>
static pthread_mutex_t m=PTHREAD_MUTEX_INITIALIZER; static pthread_cond_t c=PTHREAD_COND_INITIALIZER; static sem_t s; static int fd[2]; static int sv[2]; static pthread_t other;
static void un(void*p){ printf("unlock %d\n",pthread_mutex_unlock(&m)); }
static void*f(void*a){ char b[10]; struct timespec ts; sigset_t ss; int sg; 
 switch((long)a){ case 0: pause(); break; case 1: read(fd[0],b,1); break; case 2: sem_wait(&s); break; case 3: pthread_mutex_lock(&m); pthread_cleanup_push(un,0); pthread_cond_wait(&c,&m); pthread_cleanup_pop(1); break; case 4: sleep(100); break; case 5: sigemptyset(&ss); sigaddset(&ss,SIGUSR1); sigwait(&ss,&sg); break; case 6: select(0,0,0,0,0); break; case 7: poll(0,0,-1); break; case 8: pthread_join(other,0); break; case 9: clock_gettime(CLOCK_REALTIME,&ts); ts.tv_sec+=100; sem_timedwait(&s,&ts); break; case 10: sigfillset(&ss); sigdelset(&ss,SIGUSR1); sigsuspend(&ss); break; case 11: waitpid(-1,0,0); break; case 12: recv(sv[0],b,1,0); break; case 13: clock_gettime(CLOCK_REALTIME,&ts); ts.tv_sec+=100; pthread_mutex_lock(&m); pthread_cleanup_push(un,0); pthread_cond_timedwait(&c,&m,&ts); pthread_cleanup_pop(1); break; case 14: ts.tv_sec=100; ts.tv_nsec=0; clock_nanosleep(CLOCK_MONOTONIC,0,&ts,0); break; case 15: usleep(900000); break; case 16: { char big[70000]; memset(big,0,sizeof big); write(fd[1],big,sizeof big); break;} case 17: {struct { long t; char x[8];} mb; int q=msgget(IPC_PRIVATE,0600); msgrcv(q,&mb,8,0,0); break;} case 18: for(;;) pthread_testcancel();
 case 19: sigemptyset(&ss); sigaddset(&ss,SIGUSR1); ts.tv_sec=100; ts.tv_nsec=0; sigtimedwait(&ss,0,&ts); break; }
 printf("returned %ld\n",(long)a); return 0;}
static void*idle(void*a){ for(;;) pause(); }
int main(void){ pipe(fd); sem_init(&s,0,0); socketpair(AF_UNIX,SOCK_STREAM,0,sv); pthread_create(&other,0,idle,0); pid_t ch; if((ch=fork())==0){ pause(); _exit(0);}
 for(long i=0;i<20;i++){ pthread_t t; void*r; pthread_create(&t,0,f,(void*)i); usleep(30000); pthread_cancel(t); pthread_join(t,&r); printf("%ld %s\n",i,r==PTHREAD_CANCELED?"canceled":"no"); fflush(stdout);} signal(SIGTERM,SIG_IGN); kill(ch,SIGKILL); return 0;}
