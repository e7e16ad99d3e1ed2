#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK 65536

int notes;
int made = 0;

static int add(void *arg) {
    made++;
    close(notes);
    return 0;
}

int main(void) {
    char *stack = malloc(STACK);
    notes = dup(1);
    clone(add, stack + STACK, CLONE_FILES | SIGCHLD, NULL);
    wait(NULL);
    printf("made %d, ", made);
    printf("closed %d\n", fcntl(notes, F_GETFD) == -1);
    return 0;
}
