#include <pthread.h>
#include <stdio.h>

int left = 0, right = 0;

static void *count_left(void *arg) {
    for (int i = 0; i < 3; i++)
        left++;
    return NULL;
}

static void *count_right(void *arg) {
    for (int i = 0; i < 3; i++)
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
