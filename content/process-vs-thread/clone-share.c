#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define STACK 65536

int made = 0;

static int add(void *arg) {
    made++;
    return 0;
}

static void task(int flags) {
    char *stack = malloc(STACK);
    clone(add, stack + STACK, flags | SIGCHLD, NULL);
    wait(NULL);
}

int main(void) {
    task(0);
    printf("without CLONE_VM: %d\n", made);
    task(CLONE_VM);
    printf("with CLONE_VM: %d\n", made);
    return 0;
}
