#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0);
    char *nowhere = (char *)8;
    printf("%zd ", write(99, "hi\n", 3));
    printf("%zd ", write(1, nowhere, 3));
    printf("%zd\n", write(1, "hi\n", 3));
    return 0;
}
