// Programs with more of something than a picture has room for.

/** A hundred threads at one lock. */
export const CROWD = `#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static int inside;
static void *visit(void *arg) {
    pthread_mutex_lock(&door);
    inside++;
    pthread_mutex_unlock(&door);
    return arg;
}
int main(void) {
    pthread_t guests[100];
    for (int i = 0; i < 100; i++)
        pthread_create(&guests[i], NULL, visit, NULL);
    for (int i = 0; i < 100; i++)
        pthread_join(guests[i], NULL);
    printf("%d\\n", inside);
    return 0;
}
`

/** Six threads that add without a lock. */
export const CROWDED_UPDATES = `#include <pthread.h>
#include <stdio.h>
static int count;
static void *add(void *arg) {
    count++;
    return arg;
}
int main(void) {
    pthread_t adders[6];
    for (int i = 0; i < 6; i++)
        pthread_create(&adders[i], NULL, add, NULL);
    for (int i = 0; i < 6; i++)
        pthread_join(adders[i], NULL);
    printf("%d\\n", count);
    return 0;
}
`

/** Two threads that write the same, so that no order ends otherwise. */
export const SAME_WRITES = `#include <pthread.h>
#include <stdio.h>
static int ready;
static void *set(void *arg) {
    ready = 1;
    return arg;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, set, NULL);
    set(NULL);
    pthread_join(t, NULL);
    printf("%d\\n", ready);
    return 0;
}
`

/** Twelve children. */
export const CROWDED_TREE = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static int number = 1;
int main(void) {
    for (int i = 0; i < 12; i++) {
        if (fork() == 0) {
            number = i;
            usleep(1000);
            return i;
        }
    }
    while (wait(NULL) > 0)
        continue;
    printf("%d\\n", number);
    return 0;
}
`

/** Eight pipes with something in each. */
export const CROWDED_PIPES = `#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    int ends[8][2];
    for (int i = 0; i < 8; i++) {
        pipe(ends[i]);
        write(ends[i][1], "abcdefgh", 8);
    }
    if (fork() == 0) {
        char byte;
        for (int i = 0; i < 8; i++)
            read(ends[i][0], &byte, 1);
        return 0;
    }
    wait(NULL);
    return 0;
}
`

/** Three hundred pages, of which a child writes to some here and there. */
export const MANY_PAGES = `#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    char *block = malloc(300 * 4096);
    memset(block, 1, 300 * 4096);
    if (fork() == 0) {
        for (int i = 0; i < 300; i += 7)
            block[i * 4096] = 2;
        return 0;
    }
    wait(NULL);
    return 0;
}
`

/** Two transfers that take the same two locks, one of them the other way round. */
export const TWO_TRANSFERS = `#include <pthread.h>
#include <stdio.h>
int here = 100, there = 100;
pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static void *back(void *arg) {
    pthread_mutex_lock(&second);
    there -= 20;
    pthread_mutex_lock(&first);
    here += 20;
    pthread_mutex_unlock(&first);
    pthread_mutex_unlock(&second);
    return arg;
}
int main(void) {
    pthread_t t;
    pthread_create(&t, NULL, back, NULL);
    pthread_mutex_lock(&first);
    here -= 30;
    pthread_mutex_lock(&second);
    there += 30;
    pthread_mutex_unlock(&second);
    pthread_mutex_unlock(&first);
    pthread_join(t, NULL);
    printf("%d %d\\n", here, there);
    return 0;
}
`
