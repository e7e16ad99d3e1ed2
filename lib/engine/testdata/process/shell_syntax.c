/* What the shell makes of lines: lists, pipes, redirections, quotes, variables, loops. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static const char *lines[] = {
  "echo one; echo two && false || echo three",
  "echo a b | cat | tr a-z A-Z",
  "X=5; echo $X \"${X}y\" '$X' \"a  b\" a  b",
  "true; echo $?; false; echo $?",
  "(cd sub; echo in sub > here; cat here); ls sub",
  "echo hi > file; cat < file; echo more >> file; wc -l < file",
  "ls nosuch 2> errors; wc -l < errors",
  "ls nosuch > both 2>&1; wc -l < both",
  "cat < nosuch 2> /dev/null || echo failed $?",
  "for i in 1 2 3; do echo i=$i; done",
  "i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done",
  "i=3; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i",
  "if true; then echo yes; else echo no; fi",
  "if false; then echo yes; elif true; then echo elif; else echo no; fi",
  "if [ -f file ] && [ ! -d file ]; then echo a file; fi",
  "echo $(echo sub; echo shell) `echo back`",
  "echo \"quoted $(echo \"in ner\")\"",
  "! true; echo $?",
  "{ echo grouped; echo two; } | cat",
  "nosuchcommand 2> /dev/null; echo $?",
  "./file 2> /dev/null; echo $?",
  "Y='a b'; for w in $Y; do echo \"[$w]\"; done; for w in \"$Y\"; do echo \"[$w]\"; done",
  "echo 'a\\tb'; echo -n no newline; echo",
  "sleep 0.01 & wait; echo done $?",
  "sleep 0.01 & wait $!; echo $?",
  "(exit 9); echo $?",
  "sh -c 'exit 5'; echo $?",
  "sh -c 'echo $0 $1 $# $*' name one two",
  "sh -c 'kill -9 $$' 2> /dev/null; echo $?",
  "echo $((2*3+4%3)) $(( (1+2)*3 > 8 )) $((7/2-1)) $((1||0&&0))",
  "Z=1 env | grep ^Z=; echo [$Z]",
  "unset Q; echo [${Q:-default}] [${Q+set}]; Q=x; echo [${Q:-default}] [${Q:+set}] ${#Q}",
  "echo *.txt; echo '*.txt' \\*.txt; echo nosuch*",
  "echo a#b # a comment",
  "echo one\necho two; exit 4",
  "export V=seen; sh -c 'echo $V'",
  "A=1; (A=2; echo $A); echo $A",
  "echo \"$HOME\" | wc -l",
  "cat nosuch 2>&1 > /dev/null | wc -l",
  "echo err 1>&2 2> /dev/null; echo out 2>&1",
  "test a = a && test a != b && test 3 -gt 2 && test -n x && test -z '' && echo all hold",
  "[ 1 -eq 2 ]; echo $?",
  "seq 3 | while read n; do echo \"got $n\"; done",
  "echo x y z | (read a b; echo \"$b\")",
  "echo \"a\\\"b\\$c\\\\d\"",
  "cd sub && pwd | tail -c 4 | head -n 1 && cd .. && ls -d sub",
  "true && (false || echo inner) && echo outer",
  "exec echo replaced; echo never",
  "eval 'echo evaluated; X=3'; echo $X",
  "set -e; :",
  "umask 077; touch private; ls -l private | cut -c 1-10; umask",
  "set -- a b; :",
  "cat file | cat | cat | wc -l",
  "echo to fd 3 3>&1 >&3",
  "yes=no; echo $yes$yes \"$yes\"'$yes'",
  "echo ~ | grep -c /",
};
int main(void) {
  char home[] = "/tmp/shellXXXXXX";
  if (!mkdtemp(home) || chdir(home)) return 1;
  system("mkdir sub; touch a.txt b.txt");
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    printf("$ %s\n", lines[i]);
    fflush(stdout);
    int r = system(lines[i]);
    if (WIFEXITED(r) && WEXITSTATUS(r)) printf("= %d\n", WEXITSTATUS(r));
    if (WIFSIGNALED(r)) printf("= signal %d\n", WTERMSIG(r));
  }
  FILE *f = popen("cat; echo the end", "w");
  fprintf(f, "into a pipe\n");
  printf("%d\n", pclose(f));
  f = popen("echo out of a pipe; exit 3", "r");
  char line[100];
  while (fgets(line, sizeof line, f)) printf("read %s", line);
  printf("%d\n", WEXITSTATUS(pclose(f)));
  printf("%d\n", system(NULL) != 0);
  fflush(stdout);
  chdir("/");
  char drop[60];
  sprintf(drop, "rm -r %s", home);
  return system(drop);
}
