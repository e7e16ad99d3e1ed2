// Long doubles as printf writes them, and among variable arguments.
#include <stdio.h>
#include <stdarg.h>
static long double total(int n, ...) { va_list l; va_start(l, n); long double s = 0; while (n--) s += va_arg(l, long double); va_end(l); return s; }
int main(void) {
  long double pi = 3.14159265358979323846264338327950288L, third = 1.0L / 3, big = 1e4000L, small = 1e-4900L, z = 0;
  printf("%Lf %.20Lf %.3Le %Lg %LG\n", pi, pi, pi, pi, big);
  printf("%.30Lf|%25.10Lf|%-25.10Lf|%+Lf|% Lf|%025.5Lf|\n", third, third, third, third, third, -third);
  printf("%Lg %.25Lg %#Lg %Le %LE\n", small, 0.1L, 100.0L, 0.0L, -0.0L);
  printf("%La %.3La %LA %.0La %La %La\n", pi, pi, third, 1.5L, 0.0L, small);
  printf("%Lf %Lf %Lf %5Lf|%-6LF|\n", 1 / z, -1 / z, z / z, 1 / z, 1 / z);
  printf("%d %Lf %s %.0Lf %c %Lf\n", 1, 2.5L, "three", 4.5L, '5', 6.0L);
  printf("%.10Lf\n", total(3, 1.5L, 2.25L, third));
  printf("%Lf %.40Lf\n", 123456789012345678.5L, 1e-20L);
  char text[100]; snprintf(text, sizeof text, "%.5Lf", pi); puts(text);
  long double factorial = 1; for (int i = 1; i <= 30; i++) factorial *= i; printf("%.0Lf\n", factorial);
  long double e = 1, term = 1; for (int i = 1; i < 30; i++) { term /= i; e += term; } printf("%.18Lf %.21Lg\n", e, e);
}
