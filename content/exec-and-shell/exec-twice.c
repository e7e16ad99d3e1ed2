#include <stdio.h>
#include <unistd.h>

int main(void) {
    const char *word[] = {"one", "two"};
    for (int i = 0; i < 2; i++)
        execl("/bin/echo", "echo", word[i], (char *)NULL);
    printf("done\n");
    return 0;
}
