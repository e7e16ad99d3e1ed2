/** The processes, as /proc tells of them: those of one's terminal, or with -e, -A, aux or ax all; -f and u say more. */

export const PS = String.raw`#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct process { int pid, parent, uid; char state, name[64], command[256]; long ticks, pages; };
static int every, full, user;

/* Reads /proc/PID/NAME into a buffer; how much of it there is, or -1. */
static int slurp(int pid, const char *name, char *to, int size) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  FILE *f = fopen(path, "r");
  if (!f) return -1;
  int n = fread(to, 1, size - 1, f);
  fclose(f);
  to[n] = 0;
  return n;
}

/* pid (name) state ppid ...: the name may hold anything, so its end is the last parenthesis. */
static int look(int pid, struct process *p) {
  char text[1024], *open, *close;
  long user, system;
  memset(p, 0, sizeof *p);
  if (slurp(pid, "stat", text, sizeof text) < 0 || !(open = strchr(text, '(')) || !(close = strrchr(text, ')'))) return 0;
  p->pid = pid;
  snprintf(p->name, sizeof p->name, "%.*s", (int)(close - open - 1), open + 1);
  sscanf(close + 2, "%c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld %*d %*d %*d %*d %*d %*d %*u %*u %ld", &p->state, &p->parent, &user, &system, &p->pages);
  p->ticks = user + system;
  if (slurp(pid, "status", text, sizeof text) > 0 && (open = strstr(text, "\nUid:"))) p->uid = atoi(open + 5);
  int n = slurp(pid, "cmdline", p->command, sizeof p->command);
  for (int i = 0; i < n - 1; i++) if (!p->command[i]) p->command[i] = ' ';
  if (n <= 0) snprintf(p->command, sizeof p->command, "[%s]", p->name);
  return 1;
}

static const char *nameOf(int uid) {
  struct passwd *p = getpwuid(uid);
  return p ? p->pw_name : "?";
}

static void show(const struct process *p) {
  long seconds = p->ticks / sysconf(_SC_CLK_TCK);
  char time[16];
  snprintf(time, sizeof time, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
  const char *defunct = p->state == 'Z' ? " <defunct>" : "";
  if (user) printf("%-8s %7d  0.0  0.0 %6ld %5ld pts/0    %c    00:00 %3ld:%02ld %s%s\n", nameOf(p->uid), p->pid, p->pages * 4, p->pages * 4, p->state, seconds / 60, seconds % 60, *defunct ? p->name : p->command, defunct);
  else if (full) printf("%-8s %7d %7d  0 00:00 pts/0    %s %s%s\n", nameOf(p->uid), p->pid, p->parent, time, *defunct ? p->name : p->command, defunct);
  else printf("%7d pts/0    %s %s%s\n", p->pid, time, p->name, defunct);
}

int main(int argc, char **argv) {
  int pids[1024], count = 0, only = 0;
  for (int i = 1; i < argc; i++) {
    const char *p = argv[i];
    if (!strcmp(p, "-p") && i + 1 < argc) only = atoi(argv[++i]);
    else {
      every |= strpbrk(p, "eAx") != 0;
      full |= strchr(p, 'f') != 0;
      user |= strchr(p, 'u') != 0;
    }
  }
  DIR *d = opendir("/proc");
  for (struct dirent *e; d && (e = readdir(d));) if (isdigit((unsigned char)*e->d_name) && count < 1024) pids[count++] = atoi(e->d_name);
  puts(user ? "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND" : full ? "UID          PID    PPID  C STIME TTY          TIME CMD" : "    PID TTY          TIME CMD");
  for (int i = 0; i < count; i++) {
    struct process p;
    if ((!only || only == pids[i]) && look(pids[i], &p)) show(&p);
  }
  return 0;
}
`
