#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int price = 100;

int main(void) {
    if (fork() == 0) {
        int *wrong = &price;
        *wrong = 0;
        return 0;
    }
    wait(NULL);
    printf("price %d\n", price);
    return 0;
}
