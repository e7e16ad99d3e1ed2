#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static int is_not_hidden(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void list(const char *folder, int (*wanted)(const struct dirent *)) {
    struct dirent **entries;
    int count = scandir(folder, &entries, wanted, alphasort);
    printf("%d:", count);
    for (int i = 0; i < count; i++) {
        printf(" %s", entries[i]->d_name);
        free(entries[i]);
    }
    puts("");
    if (count >= 0)
        free(entries);
}

int main(void) {
    char folder[] = "/tmp/foldersXXXXXX", name[64];
    const char *names[] = {"pear", "Apple", "fig", ".hidden"};
    struct timeval impossible = {0, 2000000};
    struct timezone zone = {0, 0};
    mkdtemp(folder);
    list(folder, NULL);
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        close(open(name, O_CREAT | O_WRONLY, 0600));
    }
    list(folder, NULL);
    list(folder, is_not_hidden);
    errno = 0;
    list("/tmp/is/not/there", NULL);
    printf("%s\n", strerror(errno));
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, names[i]);
        unlink(name);
    }
    printf("%d\n", rmdir(folder));
    errno = 0;
    printf("%d", settimeofday(&impossible, &zone));
    printf(" %s\n", strerror(errno));
    return 0;
}
