#include <stdio.h>

struct coroutine {
    char name;
    int resume_at;
};

int resume(struct coroutine *self) {
    switch (self->resume_at++) {
    case 0:
        printf(" %c1", self->name);
        return 1;
    case 1:
        printf(" %c2", self->name);
        return 1;
    default:
        return 0;
    }
}

int main(void) {
    printf("log");
    struct coroutine all[] = {{'a', 0}, {'b', 0}};
    for (int left = 2; left > 0;)
        for (int i = 0; i < 2; i++)
            if (!resume(&all[i]))
                left--;
    printf("\n");
    return 0;
}
