#include <pthread.h>
#include <unistd.h>

static void *work(void *name) {
    write(1, name, 1);
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, work, "a");
    pthread_create(&b, NULL, work, "b");
    pthread_join(a, NULL);
    write(1, "m", 1);
    return 0;
}
