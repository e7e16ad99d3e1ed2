#include <stdio.h>
#include <unistd.h>

int end[2];

void resume_a(void) {
    char c;
    read(end[0], &c, 1);
    printf("a got %c\n", c);
}

void resume_b(void) {
    printf("b sends\n");
    write(end[1], "x", 1);
}

int main(void) {
    pipe(end);
    resume_a();
    resume_b();
    return 0;
}
