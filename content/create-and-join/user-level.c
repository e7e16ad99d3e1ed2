#include <stdio.h>
#include <ucontext.h>
#include <unistd.h>

static ucontext_t home, flow[2];
static char stack[2][16384];
static int wait[2] = {3, 1};

static void work(int i) {
    sleep(wait[i]);
    printf("%d ", wait[i]);
}

int main(void) {
    for (int i = 0; i < 2; i++) {
        getcontext(&flow[i]);
        flow[i].uc_stack.ss_sp = stack[i];
        flow[i].uc_stack.ss_size = sizeof stack[i];
        flow[i].uc_link = &home;
        makecontext(&flow[i], (void (*)(void))work, 1, i);
    }
    for (int i = 0; i < 2; i++)
        swapcontext(&home, &flow[i]);
    printf("end\n");
    return 0;
}
