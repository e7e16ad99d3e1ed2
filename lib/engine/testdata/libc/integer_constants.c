#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define KIND(x) _Generic((x), int: "int", unsigned: "unsigned", long: "long", unsigned long: "unsigned long", default: "other")
#define SHOW(x) printf("%-24s %zu %s\n", #x, sizeof(x), KIND(x))

struct record { char tag; double value; char name[5]; short code; struct { int x, y; } at; };

static long sum(int count, ...) {
    va_list list, again;
    long result = 0;
    va_start(list, count);
    va_copy(again, list);
    for (int i = 0; i < count; i++)
        result += va_arg(list, long);
    for (int i = 0; i < count; i++)
        result = result * 2 + va_arg(again, long);
    va_end(again);
    va_end(list);
    return result;
}

static double mixed(const char *kinds, ...) {
    va_list list;
    double result = 0;
    va_start(list, kinds);
    for (; *kinds; kinds++)
        if (*kinds == 'd')
            result += va_arg(list, double);
        else if (*kinds == 'c')
            result += va_arg(list, int);
        else if (*kinds == 's')
            result += *va_arg(list, const char *);
        else
            result += va_arg(list, struct record).value;
    va_end(list);
    return result;
}

int main(void) {
    struct record record = {.value = 0.25};
    SHOW(INT8_C(-128));
    SHOW(INT16_C(1));
    SHOW(INT32_C(1));
    SHOW(INT64_C(1));
    SHOW(UINT8_C(255));
    SHOW(UINT16_C(1));
    SHOW(UINT32_C(1));
    SHOW(UINT64_C(1));
    SHOW(INTMAX_C(1));
    SHOW(UINTMAX_C(1));
    printf("%d %" PRId64 " %" PRIu64 "\n", UINT32_C(0) - 1 > 0, INT64_C(9223372036854775807), UINT64_C(0) - 1);
    printf("%zu %zu %zu %zu %zu\n", offsetof(struct record, value), offsetof(struct record, name), offsetof(struct record, code),
           offsetof(struct record, at.y), offsetof(struct record, name[2]));
    printf("%ld %g\n", sum(4, 1L, -2L, 3L, LONG_MAX / 64), mixed("dcsrd", 1.5, 'A', "B", record, 2.5f));
    return 0;
}
