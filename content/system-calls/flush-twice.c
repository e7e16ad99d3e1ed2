#include <stdio.h>
#include <sys/stat.h>

static void show(FILE *file) {
    struct stat now;
    fstat(fileno(file), &now);
    printf("%ld\n", (long)now.st_size);
}

int main(void) {
    FILE *file = fopen("four.txt", "w");
    fprintf(file, "ab\n");
    show(file);
    fflush(file);
    show(file);
    fprintf(file, "cd\n");
    show(file);
    fflush(file);
    show(file);
    fclose(file);
    return 0;
}
