#include <pthread.h>
#include <stdio.h>

struct job {
    const char *name;
    int times, done;
};

static void *run(void *arg) {
    struct job *job = arg;
    while (job->done < job->times)
        job->done++;
    puts(job->name);
    return NULL;
}

int main(void) {
    static struct job jobs[] = {{"long", 40, 0}, {"short", 4, 0}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, run, &jobs[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
