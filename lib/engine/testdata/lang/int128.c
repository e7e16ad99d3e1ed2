// Integers of 128 bits: arithmetic, conversions, comparison, in structs, arrays and calls.
#include <stdio.h>
#include <stdint.h>
typedef unsigned __int128 u128;
typedef __int128 i128;
static i128 initial = -5;
static u128 table[2] = {7, 18446744073709551615ul};
struct pair { char c; i128 value; };
static void show(const char *name, i128 x) {
  printf("%s %016lx%016lx\n", name, (unsigned long)((u128)x >> 64), (unsigned long)x);
}
static void decimal(u128 x) {
  char text[41];
  int n = 40;
  text[n] = 0;
  do text[--n] = '0' + (int)(x % 10); while (x /= 10);
  printf("%s\n", text + n);
}
static u128 factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
static i128 power(i128 base, unsigned n) {
  i128 result = 1;
  while (n) {
    if (n & 1) result *= base;
    base *= base;
    n >>= 1;
  }
  return result;
}
static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t m) { return (u128)a * b % m; }
int main(void) {
  decimal(factorial(34));
  decimal((u128)-1);
  decimal(power(3, 80));
  show("initial", initial);
  show("table", table[0] + table[1]);
  i128 a = 0x123456789abcdef0l, b = -987654321;
  i128 big = a << 60 | 12345;
  show("sum", big + b);
  show("difference", b - big);
  show("product", big * b);
  show("quotient", big / b);
  show("rest", big % 1000007);
  show("rest", -big % 1000007);
  show("negative", -big);
  show("not", ~big);
  show("and", big & 0xffff);
  show("or", big | b);
  show("xor", big ^ b);
  for (int n = 0; n < 128; n += 31) {
    show("left", b << n);
    show("right", big >> n);
    show("arithmetic", (b * a) >> n);
    show("logical", (u128)b >> n);
  }
  printf("%d%d%d%d%d%d\n", big < b, big > b, big <= big, b >= big, b == -987654321, b != -987654321);
  printf("%d %d %d\n", (u128)b > 5, (u128)1 << 100 > (u128)1 << 99, b < 0 ? 1 : 2);
  printf("%zu %zu %zu\n", sizeof(i128), _Alignof(u128), sizeof(struct pair));
  struct pair p = {'x', 5}, q = p;
  q.value += 10;
  q.value++;
  --p.value;
  show("struct", q.value * p.value);
  i128 list[3] = {1, 2, 3}, *pointer = list;
  pointer[2] <<= 70;
  show("array", list[2] + *(pointer + 1));
  show("conditional", a > b ? list[2] : 7);
  if (big) printf("true");
  if (!big || !(big - big)) printf(" false\n");
  int small = (int)big, truth = big && 1;
  unsigned char byte = (unsigned char)b;
  printf("%d %d %u %ld\n", small, truth, byte, (long)(big >> 64));
  double d = big, e = (double)b, f = (double)(u128)-1;
  printf("%.17g %g %g %g\n", d, e, f, (float)a);
  show("of double", (i128)1e25);
  show("of double", (i128)-1e20);
  show("of unsigned double", (u128)3e38);
  printf("%lu\n", multiply_modulo(0xfffffffffffffffbul, 0xfffffffffffffff1ul, 0xffffffffffffffc5ul));
  i128 post = 5;
  show("post", post++ + post--);
  __uint128_t alias = ~(__uint128_t)0;
  unsigned __int128 sum = 0;
  for (unsigned i = 0; i < 5; i++) sum += alias - i;
  show("wrapped", sum);
  _Bool flag = sum;
  printf("%d %g\n", flag, big * 0.5);
  return 0;
}
