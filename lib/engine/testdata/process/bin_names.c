/* Programs of /bin about names and words. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static const char *lines[] = {
  "basename /usr/lib/x.c", "basename x.c .c", "basename /", "dirname /usr/lib/x.c", "dirname x", "dirname /a", "basename 2>/dev/null; echo $?",
  "find . | sort", "find . -name '*.c' | sort", "find sub -type f | sort", "find . -type d | sort", "find . -maxdepth 1 | sort", "find nosuch 2>/dev/null; echo $?", "find sub other -name b | sort",
  "/usr/bin/printf 'a %s %d\\n' x 5", "/usr/bin/printf '%s\\n' one two three", "/usr/bin/printf '%05d|%-5s|%5.2f|%x\\n' 42 ab 3.14159 255", "/usr/bin/printf '%c%c\\n' abc def", "/usr/bin/printf 'tab\\there %%\\n'", "/usr/bin/printf '\\101\\n'",
  "tac lines", "cat lines | tac | head -1", "yes | head -n 3", "yes no | head -2 | tail -1", "nproc | grep -c '[0-9]'", "hostname | wc -l", "id -u | grep -c '[0-9]'",
  "ls | while read f; do echo \"<$f>\"; done", "cat lines | sort -r | head -2 | tac", "find . -type f | wc -l", "echo $(basename $(dirname /a/b/c))",
};
int main(void) {
  char home[] = "/tmp/namesXXXXXX";
  if (!mkdtemp(home) || chdir(home)) return 1;
  system("mkdir -p sub/deep other; touch a.c b.h sub/c.c sub/deep/d.c sub/b other/b; for i in 1 2 3; do echo line $i; done > lines");
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    printf("$ %s\n", lines[i]);
    fflush(stdout);
    int r = system(lines[i]);
    if (WIFEXITED(r) && WEXITSTATUS(r)) printf("= %d\n", WEXITSTATUS(r));
    if (WIFSIGNALED(r)) printf("= signal %d\n", WTERMSIG(r));
  }
  char drop[60];
  chdir("/");
  sprintf(drop, "rm -r %s", home);
  return system(drop);
}
