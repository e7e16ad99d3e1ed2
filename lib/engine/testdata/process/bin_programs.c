/* The programs of /bin, with what they print into a pipe. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static const char *lines[] = {
  "printf_is_missing=1; cat words", "cat -n words", "cat words nosuch 2>/dev/null", "wc words", "wc -l words", "wc -w -c words", "wc words numbers", "cat words | wc", "cat words | wc -l", "wc -l words nosuch 2>/dev/null",
  "head -n 2 words", "head -2 words", "head -c 5 words; echo", "head -n 1 words numbers", "tail -n 2 words", "tail -1 words", "tail -n +4 words", "cat words | tail -n 3", "head -n 0 words",
  "sort words", "sort -r words", "sort -n numbers", "sort numbers", "sort -nr numbers | head -1", "sort -u words", "sort -k 2 table", "sort -k 2n table", "sort -t : -k 2 colons", "sort -f words",
  "uniq words", "sort words | uniq -c", "sort words | uniq -d", "sort words | uniq -u",
  "grep a words", "grep -v a words", "grep -c a words", "grep -n '^b' words", "grep -i APPLE words", "grep -l a words numbers", "grep -q zebra words; echo $?", "grep nothing words; echo $?", "grep -E '(an)+' words", "grep -o 'an' words", "grep -w app words", "grep -x apple words", "grep -F 'a.b' words", "grep a words numbers", "grep -h a words numbers", "grep a nosuch 2>/dev/null; echo $?", "cat words | grep -n p", "grep -e b words", "grep '[0-9]\\{2\\}' numbers", "grep -E '^[0-9]{3}$' numbers",
  "echo hello | tr a-z A-Z", "echo hello | tr -d l", "echo aabbcc | tr -s a-c", "echo 'a b' | tr ' ' '\\n'", "echo abc123 | tr -cd '[:digit:]'; echo", "echo abc | tr abc x",
  "cut -d : -f 2 colons", "cut -d : -f 1,3 colons", "cut -c 2-4 words", "cut -f 1 table", "echo a:b | cut -d : -f 2-",
  "ls", "ls -a", "ls -A", "ls -1 sub", "ls -d sub", "ls words numbers", "ls sub words", "ls -r", "ls -F", "ls nosuch 2>/dev/null; echo $?", "ls -R sub", "ls -l words | cut -c 1-12", "ls -ld sub | cut -c 1-10", "ls -l link | grep -o 'link -> words'", "ls -S sub",
  "echo one two | tee copy; cat copy", "seq 3", "seq 2 4", "seq 1 2 7", "seq 3 -1 1", "uname", "env -i A=1 B=2 env", "env A=1 sh -c 'echo $A'", "true; echo $?; false; echo $?",
  "mkdir -p x/y/z && ls x/y", "mkdir sub 2>/dev/null; echo $?", "rmdir x/y/z; ls x/y | wc -l", "touch new; ls new; rm new; ls new 2>/dev/null", "rm nosuch 2>/dev/null; echo $?", "rm -f nosuch; echo $?", "cp words copy; wc -l copy", "cp words sub; ls sub", "mv copy moved; ls moved; ls copy 2>/dev/null", "mv moved sub; ls sub", "ln words hard; ls -l hard | cut -c 11-13", "ln -s words soft; cat soft | head -1", "chmod 600 words; ls -l words | cut -c 1-10", "chmod u+x words; ls -l words | cut -c 1-10", "chmod go=r words; ls -l words | cut -c 1-10", "rm -r x; ls -d x 2>/dev/null",
  "kill -l | grep -c TERM", "sh -c 'kill $$'", "sleep 5 & kill $!; wait $! 2> /dev/null; echo $?", "kill 999999 2>/dev/null; echo $?", "date +%Y | wc -c", "pwd | grep -c bin", "echo -n a; echo b", "sleep 0; echo $?", "sleep x 2>/dev/null; echo $?",
};
int main(void) {
  char home[] = "/tmp/binXXXXXX";
  if (!mkdtemp(home) || chdir(home)) return 1;
  FILE *f = fopen("words", "w");
  fputs("banana\napple\ncherry\napple\nApple\napp\na.b\nbanana\nfig", f);
  fclose(f);
  f = fopen("numbers", "w");
  fputs("10\n9\n100\n-5\n9\n2.5\n", f);
  fclose(f);
  f = fopen("table", "w");
  fputs("x 30\ty\nz 4\ta\nb 100\tc\n", f);
  fclose(f);
  f = fopen("colons", "w");
  fputs("one:two:three\nfour:five:six\nseven:eight:nine\n", f);
  fclose(f);
  system("mkdir sub; touch sub/a .hidden; echo longer > sub/b; ln -s words link");
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    printf("$ %s\n", lines[i]);
    fflush(stdout);
    int r = system(lines[i]);
    if (WIFEXITED(r) && WEXITSTATUS(r)) printf("= %d\n", WEXITSTATUS(r));
    if (WIFSIGNALED(r)) printf("= signal %d\n", WTERMSIG(r));
  }
  char drop[60];
  sprintf(drop, "rm -r %s", home);
  return system(drop);
}
