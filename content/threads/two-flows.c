#include <pthread.h>
#include <stdio.h>

int left = 0, right = 0;

static void busy(void) {
    for (int i = 0; i < 12000; i++) continue;
}

static void *count_left(void *arg) {
    busy();
    left++;
    busy();
    left++;
    return NULL;
}

static void *count_right(void *arg) {
    busy();
    right++;
    busy();
    right++;
    return NULL;
}

int main(void) {
    pthread_t a, b;
    pthread_create(&a, NULL, count_left, NULL);
    pthread_create(&b, NULL, count_right, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", left, right);
    return 0;
}
