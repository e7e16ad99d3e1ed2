#include <pthread.h>
#include <unistd.h>

static void *letters(void *arg) {
    write(1, "a", 1);
    write(1, "b", 1);
    return NULL;
}

int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, letters, NULL);
    write(1, "1", 1);
    write(1, "2", 1);
    pthread_join(t, NULL);
    return 0;
}
