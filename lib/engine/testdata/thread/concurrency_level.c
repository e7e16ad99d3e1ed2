#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <errno.h>
#include <time.h>
#include <sched.h>
int main(void){ printf("%d\n",pthread_getconcurrency()); printf("%d\n",pthread_setconcurrency(3)); printf("%d\n",pthread_getconcurrency()); printf("%d\n",pthread_setconcurrency(-1)==EINVAL); clockid_t c; printf("%d\n",pthread_getcpuclockid(pthread_self(),&c)); struct timespec ts; printf("%d\n",clock_gettime(c,&ts)); printf("%d\n",pthread_setschedprio(pthread_self(),0)); cpu_set_t cs; CPU_ZERO(&cs); printf("%d\n",pthread_getaffinity_np(pthread_self(),sizeof cs,&cs)); printf("%d\n",CPU_ISSET(0,&cs)); printf("%d\n",pthread_equal(pthread_self(),pthread_self())!=0); return 0; }
