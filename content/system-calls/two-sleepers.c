#include <pthread.h>
#include <unistd.h>

static void *nap(void *unused) {
    sleep(1);
    return unused;
}

int main(void) {
    pthread_t one, two;
    pthread_create(&one, NULL, nap, NULL);
    pthread_create(&two, NULL, nap, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
