#include <stdio.h>
#include <unistd.h>

static long waits(void) {
    char line[128];
    long count = -1;
    FILE *status = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, status) != NULL)
        sscanf(line, "voluntary_ctxt_switches: %ld", &count);
    fclose(status);
    return count;
}

static void fetch(int pieces, int size) {
    int end[2];
    char bytes[8];
    pipe(end);
    if (fork() == 0) {
        for (int i = 0; i < pieces; i++) {
            usleep(50000);
            write(end[1], "12345678", size);
        }
        _exit(0);
    }
    long start = waits();
    for (int i = 0; i < pieces; i++)
        read(end[0], bytes, size);
    printf("%ld ", waits() - start);
}

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    fetch(8, 1);
    fetch(1, 8);
    printf("\n");
    return 0;
}
