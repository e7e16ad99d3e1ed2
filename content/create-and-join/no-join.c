#include <pthread.h>
#include <unistd.h>

static void *work(void *unused) {
    write(1, "thread ", 7);
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    write(1, "main ", 5);
    return 0;
}
