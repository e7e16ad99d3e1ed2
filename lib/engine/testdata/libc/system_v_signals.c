#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

/* System V's words for signals: hold, release, ignore, and an action that lifts the hold. */
static void say(int signal) { printf("signal %d\n", signal); }

int main(void) {
    printf("first: %d\n", sigset(SIGUSR1, say) == SIG_DFL);
    raise(SIGUSR1);
    printf("hold: %d\n", sighold(SIGUSR1));
    raise(SIGUSR1);
    puts("held");
    printf("was held: %d\n", sigset(SIGUSR1, SIG_HOLD) == SIG_HOLD);
    printf("release: %d\n", sigrelse(SIGUSR1));
    printf("hold by set: %d\n", sigset(SIGUSR1, SIG_HOLD) == say);
    raise(SIGUSR1);
    puts("held again");
    printf("set releases: %d\n", sigset(SIGUSR1, say) == SIG_HOLD);
    printf("ignore: %d\n", sigignore(SIGUSR1));
    raise(SIGUSR1);
    printf("bad: %d %d %d\n", sighold(99), sigrelse(-1), sigset(99, say) == SIG_ERR);
    printf("ignored: %d\n", sigset(SIGUSR1, SIG_DFL) == SIG_IGN);
    raise(SIGUSR1);
    puts("never");
    return 0;
}
