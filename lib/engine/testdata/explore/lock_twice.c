#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int level;

static void descend(int n) {
    pthread_mutex_lock(&m);
    level++;
    if (n > 1)
        descend(n - 1);
    pthread_mutex_unlock(&m);
}

int main(void) {
    descend(2);
    printf("level %d\n", level);
    return 0;
}
