#include <stdio.h>
#include <sys/stat.h>

static long known(FILE *file) {
    struct stat now;
    fstat(fileno(file), &now);
    return now.st_size;
}

int main(void) {
    FILE *file = fopen("ten.txt", "w");
    for (int i = 0; i < 10; i++) {
        fprintf(file, "%d\n", i);
        if (i == 4)
            printf("%ld ", known(file));
    }
    printf("%ld ", known(file));
    fflush(file);
    printf("%ld\n", known(file));
    fclose(file);
    return 0;
}
