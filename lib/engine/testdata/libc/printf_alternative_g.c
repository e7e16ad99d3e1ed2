/* %#g keeps zeros, but for the one number that rounding carries over into an exponent. */
#include <stdio.h>
int main(void) {
  double v[] = {999999.5, 9999995, 99999.95, 9.9999995, 0.99999995, 0.0000999999995, 0.00009999999, 999999.4, 9.99e10, 9.9999996e20, 99.95, 999.5, 0, 1, 100000, 1000000};
  for (int i = 0; i < 16; i++)
    printf("[%#g] [%#.3g] [%#.1g] [%#.0g] [%#.10g] [%#12g] [%#-12.3g|] [%#012.3g] [%g] [%.3g]\n", v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i]);
  return 0;
}
