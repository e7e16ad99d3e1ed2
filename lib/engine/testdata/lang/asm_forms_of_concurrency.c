// The forms of asm that programs about concurrency use.
#include <pthread.h>
#include <stdio.h>
static volatile int lock;
static int counter, once;
static unsigned long wide = 10;
static int xchg(volatile int *address, int value) {
  int result;
  asm volatile("lock; xchgl %0, %1" : "+m"(*address), "=a"(result) : "1"(value) : "cc");
  return result;
}
static int exchange(volatile int *address, int value) {
  __asm__ __volatile__("xchg %0, %1" : "+r"(value), "+m"(*address) : : "memory");
  return value;
}
static int compare_and_swap(volatile int *address, int old, int new) {
  int found;
  asm volatile("lock; cmpxchgl %2, %1" : "=a"(found), "+m"(*address) : "r"(new), "0"(old) : "memory");
  return found;
}
static unsigned char swapped(int *address, int expected, int desired) {
  unsigned char ok;
  asm volatile("lock cmpxchgl %3, %1\n\tsete %0" : "=q"(ok), "+m"(*address), "+a"(expected) : "r"(desired) : "memory");
  return ok;
}
static int fetch_add(int *address, int value) {
  asm volatile("lock xaddl %0, %1" : "+r"(value), "+m"(*address) : : "memory", "cc");
  return value;
}
static int drops_to_zero(int *address) {
  unsigned char zero;
  asm volatile("lock; decl %0; setz %1" : "+m"(*address), "=qm"(zero) : : "memory");
  return zero;
}
static void *work(void *ignored) {
  for (int i = 0; i < 50; i++) {
    while (xchg(&lock, 1)) asm volatile("pause");
    counter++;
    asm volatile("" ::: "memory");
    exchange(&lock, 0);
    asm volatile("lock; incl %0" : "+m"(once));
    fetch_add(&once, 2);
  }
  return 0;
}
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, work, 0);
  pthread_create(&b, 0, work, 0);
  pthread_join(a, 0);
  pthread_join(b, 0);
  printf("%d %d\n", counter, once);
  int x = 5, y = 7, z;
  printf("%d %d\n", compare_and_swap(&x, 5, 6), x);
  printf("%d %d\n", compare_and_swap(&x, 5, 9), x);
  printf("%d %d %d\n", swapped(&x, 6, 8), swapped(&x, 6, 10), x);
  printf("%d %d\n", fetch_add(&x, 4), x);
  int references = 2;
  printf("%d %d\n", drops_to_zero(&references), drops_to_zero(&references));
  asm("movl %1, %0" : "=r"(z) : "r"(y));
  asm("addl %1, %0" : "+r"(z) : "r"(x));
  printf("%d\n", z);
  asm("addl %[more], %[sum]\n\tincl %[sum]" : [sum] "+r"(z) : [more] "i"(100));
  asm("subl $3, %0" : "=r"(y) : "0"(y));
  printf("%d %d\n", z, y);
  asm("movl $42, %%eax; movl %%eax, %0" : "=m"(y) : : "eax");
  asm volatile("lock addq %1, %0" : "+m"(wide) : "r"(5ul));
  asm volatile("lock; orq %1, %0" : "+m"(wide) : "ir"(16));
  asm volatile("mfence" ::: "memory");
  asm volatile("lfence\n\tsfence");
  asm volatile("nop");
  asm("xchgl %0, %1" : "+r"(x), "+r"(y));
  asm("negl %0; notl %0; shll $2, %0" : "+r"(z));
  printf("%d %lu %d %d\n", y, wide, x, z);
  unsigned low, high;
  asm volatile("rdtsc" : "=a"(low), "=d"(high));
  unsigned long first = (unsigned long)high << 32 | low;
  for (volatile int i = 0; i < 1000; i++) ;
  asm volatile("rdtsc" : "=a"(low), "=d"(high));
  printf("%d\n", ((unsigned long)high << 32 | low) > first);
  asm("" : "+r"(x));
  printf("%d\n", x);
  return 0;
}
