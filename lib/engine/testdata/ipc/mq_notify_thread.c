#include <stdio.h>
#include <mqueue.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>
#include <signal.h>
#include <string.h>
#include <semaphore.h>
static mqd_t q; static sem_t s; static void nf(union sigval v){ char b[8192]; int n=mq_receive(q,b,8192,0); printf("notified %d: %s\n",v.sival_int,b); sem_post(&s);} static void*rx(void*a){ char b[8192]; unsigned p; mq_receive(q,b,8192,&p); printf("rx %s %u\n",b,p); return 0;}
int main(void){ struct mq_attr a; mq_unlink("/pxd"); q=mq_open("/pxd",O_CREAT|O_RDWR,0600,0); mq_getattr(q,&a); printf("%ld %ld %ld\n",a.mq_maxmsg,a.mq_msgsize,a.mq_flags); pthread_t t; pthread_create(&t,0,rx,0); usleep(50000); mq_send(q,"first",6,3); pthread_join(t,0); sem_init(&s,0,0); struct sigevent e; memset(&e,0,sizeof e); e.sigev_notify=SIGEV_THREAD; e.sigev_notify_function=nf; e.sigev_value.sival_int=8; printf("%d\n",mq_notify(q,&e)); mq_send(q,"second",7,0); sem_wait(&s); mq_close(q); mq_unlink("/pxd"); return 0;}
