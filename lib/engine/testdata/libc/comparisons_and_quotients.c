#include <math.h>
#include <stdio.h>

/* Comparisons that stay quiet about NaN, and remquo: what is left of a division and the quotient's last bits. */
static void compare(double x, double y) {
    printf("%5g %5g: %d%d%d%d%d%d\n", x, y, isgreater(x, y), isgreaterequal(x, y), isless(x, y), islessequal(x, y), islessgreater(x, y), isunordered(x, y));
}

int main(void) {
    double values[] = {-1, 0, 2.5, INFINITY, NAN};
    double dividends[] = {0, 2.5, 3.5, -7.7, 16, 63.7, 1e300}, divisors[] = {1, -2, 0.3, 1e308};
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 5; j++)
            compare(values[i], values[j]);
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 4; j++) {
            int quotient = 99;
            double rest = remquo(dividends[i], divisors[j], &quotient);
            printf("%g / %g: %g %d\n", dividends[i], divisors[j], rest, quotient);
        }
    int quotient;
    float rest = remquof(7.75f, 2, &quotient);
    printf("%g %d\n", rest, quotient);
    printf("%d %d %d\n", isnan(remquo(1, 0, &quotient)) != 0, isnan(remquo(INFINITY, 1, &quotient)) != 0, remquo(3, INFINITY, &quotient) == 3);
    return 0;
}
