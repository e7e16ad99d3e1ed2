#include <stdio.h>
#include <stdlib.h>

int main(void) {
  for (int i = 0; i < 5; i++) printf("%d ", rand());
  puts("");
  srand(42);
  for (int i = 0; i < 5; i++) printf("%d ", rand() % 100);
  puts("");
  srandom(1);
  for (int i = 0; i < 500; i++) random();
  printf("%ld %d\n", random(), RAND_MAX);
  unsigned seed = 7;
  for (int i = 0; i < 4; i++) printf("%d ", rand_r(&seed));
  puts("");
  srand(0);
  printf("%d\n", rand());
  char state[64], big[256];
  char *old = initstate(3, state, sizeof state);
  printf("%ld %ld\n", random(), random());
  setstate(old);
  printf("%ld\n", random());
  initstate(9, big, sizeof big);
  printf("%ld\n", random());
  initstate(9, state, 8);
  printf("%ld %ld\n", random(), random());
  srand48(5);
  printf("%.6f %ld %ld\n", drand48(), lrand48(), mrand48());
  unsigned short x[3] = {1, 2, 3};
  printf("%.6f %ld %ld\n", erand48(x), nrand48(x), jrand48(x));
  unsigned short y[3] = {9, 9, 9};
  printf("%d\n", seed48(y)[0]);
  printf("%ld\n", lrand48());
  return 0;
}
