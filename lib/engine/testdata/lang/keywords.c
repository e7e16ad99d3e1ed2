#include <stdio.h>

/* The words of C11 that the other programs have little use for. */
_Static_assert(sizeof(long) == 8, "LP64");

enum fruit { APPLE, PEAR = 5, FIG };
struct wide { _Alignas(32) char byte; int rest; };
union word { unsigned number; unsigned char bytes[4]; };
typedef enum { RED = -1, GREEN, BLUE = 1 << 20 } colour;

_Thread_local int own = 7;
extern int later;
volatile int watched = 3;

static inline int twice(int n) { return n + n; }
inline int thrice(int n);
inline int thrice(int n) { return 3 * n; }
extern int thrice(int n);

static void copy(int n, int *restrict to, const int *restrict from) {
    while (n-- > 0)
        *to++ = *from++;
}

static _Noreturn void leave(int status);
static const char *kind(colour c);

static int count(void) {
    static int calls;
    auto int step = 1;
    register int result = calls += step;
    return result;
}

static int search(const int *table, int rows, int columns, int wanted) {
    int row, column;
    for (row = 0; row < rows; row++)
        for (column = 0; column < columns; column++)
            if (table[row * columns + column] == wanted)
                goto found;
    return -1;
found:
    return row * 10 + column;
}

static int backwards(int n) {
    int steps = 0;
again:
    if (n == 1)
        return steps;
    n = n % 2 ? 3 * n + 1 : n / 2;
    steps++;
    goto again;
}

static unsigned duff(const char *text, unsigned n) {
    unsigned sum = 0;
    switch (n % 4) {
        do {
        case 0:
            sum += (unsigned char)*text++;
        case 3:
            sum += (unsigned char)*text++;
        case 2:
            sum += (unsigned char)*text++;
        case 1:
            sum += (unsigned char)*text++;
        } while (n > 4 && (n -= 4));
        break;
    default:
        sum = 99;
    }
    return sum;
}

int main(void) {
    int from[3] = {4, 5, 6}, to[3];
    int table[2][3] = {{1, 2, 3}, {4, 5, 6}};
    _Bool yes = 0.5, no = 0;
    union word word = {.number = 0x01020304};
    signed char small = -1;
    short int middle = -300;
    unsigned long long big = small;
    float third = 1.0f / 3;
    copy(3, to, from);
    printf("%d %d %d\n", APPLE, FIG, to[0] + to[2]);
    printf("%zu %zu %zu %zu\n", sizeof(struct wide), _Alignof(struct wide), _Alignof(double), sizeof(colour));
    printf("%d %d %d %d\n", yes, no, (_Bool)(void *)&own, yes + (_Bool)2);
    printf("%d %d %d\n", word.bytes[0], small, middle);
    printf("%llu %.8f %d\n", big, third, twice(own) + thrice(watched) + later);
    count();
    count();
    printf("%d %d %d %d\n", count(), search(&table[0][0], 2, 3, 6), search(&table[0][0], 2, 3, 9), backwards(27));
    printf("%u %u\n", duff("abcdefg", 7), duff("abcd", 4));
    for (int i = 0;; i++) {
        if (i % 2)
            continue;
        if (i > 6)
            break;
        printf("%s", _Generic(i, int: "int ", default: "other "));
    }
    printf("%s %s %s\n", kind(RED), kind(GREEN), kind(BLUE));
    leave(_Generic((char)0, char: 40, int: 41) + 2);
}

int later = 100;

static const char *kind(colour c) {
    switch (c) {
    case RED:
        return "red";
    case GREEN:
        return "green";
    default:
        return "blue";
    }
}

#include <stdlib.h>
static void leave(int status) { exit(status); }
