/* /proc: what the kernel tells of this process, of a child and of the machine. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
static char text[20000];
static int slurp(const char *path) {
  FILE *f = fopen(path, "r");
  if (!f) return -1;
  int n = fread(text, 1, sizeof text - 1, f);
  text[n] = 0;
  fclose(f);
  return n;
}
static const char *field(const char *name) {
  static char value[100];
  char *at = strstr(text, name);
  if (!at || sscanf(at + strlen(name), ": %99[^\n]", value) != 1) return "?";
  return value;
}
static char stateOf(int pid) {
  char path[40];
  sprintf(path, "/proc/%d/stat", pid);
  if (slurp(path) < 0) return '?';
  return strrchr(text, ')')[2];
}
int main(void) {
  char path[100], link[200];
  slurp("/proc/self/status");
  printf("%s %s %s\n", field("Name"), field("State"), field("Threads"));
  printf("%d %d %d\n", atoi(field("\nPid")) == getpid(), atoi(field("PPid")) == getppid(), atoi(field("\nUid")) == (int)getuid());
  printf("%d %d %d\n", atoi(field("VmSize")) > 0, atoi(field("VmRSS")) > 0, atoi(field("VmSize")) >= atoi(field("VmRSS")));
  signal(SIGUSR1, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, NULL);
  raise(SIGUSR2);
  slurp("/proc/self/status");
  printf("%s %s\n", field("SigBlk"), field("SigPnd"));
  printf("%d\n", (int)(strtoul(field("SigIgn"), NULL, 16) >> (SIGUSR1 - 1) & 1));
  printf("%d\n", slurp("/proc/self/cmdline"));
  printf("%s\n", text);
  printf("%d\n", slurp("/proc/self/comm"));
  printf("%s", text);
  int pid, parent;
  char name[30], state;
  slurp("/proc/self/stat");
  printf("%d", sscanf(text, "%d (%[^)]) %c %d", &pid, name, &state, &parent));
  printf(" %d %s %c %d\n", pid == getpid(), name, state, parent == getppid());
  int words = 1;
  for (char *p = text; *p; p++) words += *p == ' ';
  printf("%d fields\n", words);
  malloc(10);
  slurp("/proc/self/maps");
  printf("%d %d %d\n", strstr(text, "[heap]") != NULL, strstr(text, "[stack]") != NULL, strstr(text, "r-xp") != NULL);
  unsigned long from, to;
  char access[5];
  printf("%d", sscanf(text, "%lx-%lx %4s", &from, &to, access));
  printf(" %d\n", from < to);
  int n = readlink("/proc/self/exe", link, sizeof link - 1);
  link[n < 0 ? 0 : n] = 0;
  printf("%s\n", strrchr(link, '/') ? strrchr(link, '/') : "?");
  char here[200];
  n = readlink("/proc/self/cwd", link, sizeof link - 1);
  link[n < 0 ? 0 : n] = 0;
  printf("%d\n", strcmp(link, getcwd(here, sizeof here)) == 0);
  int fd = open("/tmp/proc_files_note", O_CREAT | O_RDWR, 0600), ends[2], count = 0;
  pipe(ends);
  sprintf(path, "/proc/self/fd/%d", fd);
  n = readlink(path, link, sizeof link - 1);
  link[n < 0 ? 0 : n] = 0;
  printf("%s\n", link);
  sprintf(path, "/proc/%d/fd/%d", getpid(), ends[1]);
  n = readlink(path, link, sizeof link - 1);
  printf("%.6s\n", link);
  unlink("/tmp/proc_files_note");
  DIR *d = opendir("/proc/self/fd");
  while (readdir(d)) count++;
  closedir(d);
  printf("%d\n", count >= 9);
  slurp("/proc/self/limits");
  printf("%.60s\n%d\n", text, strstr(text, "Max open files") != NULL);
  fflush(stdout);
  int child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  while (stateOf(child) != 'S') continue;
  printf("%c", stateOf(child));
  kill(child, SIGSTOP);
  while (stateOf(child) != 'T') continue;
  printf("%c", stateOf(child));
  kill(child, SIGKILL);
  while (stateOf(child) != 'Z') continue;
  printf("%c", stateOf(child));
  wait(NULL);
  printf("%c\n", stateOf(child));
  int own = 0;
  d = opendir("/proc");
  for (struct dirent *e; (e = readdir(d));) own += isdigit((unsigned char)*e->d_name) && atoi(e->d_name) == getpid();
  closedir(d);
  printf("%d\n", own);
  double up, idle, load;
  slurp("/proc/uptime");
  printf("%d\n", sscanf(text, "%lf %lf", &up, &idle));
  slurp("/proc/loadavg");
  printf("%d\n", sscanf(text, "%lf", &load));
  slurp("/proc/version");
  printf("%.13s\n", text);
  slurp("/proc/meminfo");
  printf("%d %d\n", atoi(field("MemTotal")) > 0, atoi(field("MemTotal")) >= atoi(field("MemFree")));
  slurp("/proc/cpuinfo");
  printf("%.11s\n", text);
  slurp("/proc/stat");
  printf("%.5s %d\n", text, strstr(text, "\nprocesses ") != NULL);
  slurp("/proc/self/task/../statm");
  printf("%d\n", atoi(text) > 0);
  printf("%d", open("/proc/nosuchfile", O_RDONLY));
  printf(" %d", errno == ENOENT);
  printf(" %d", open("/proc/999999/status", O_RDONLY));
  printf(" %d", open("/proc/version", O_WRONLY));
  printf(" %d\n", errno == EACCES);
  struct stat about;
  printf("%d", stat("/proc/self/status", &about));
  printf(" %d %d", S_ISREG(about.st_mode), about.st_size == 0);
  printf(" %d", stat("/proc/self", &about));
  printf(" %d", S_ISDIR(about.st_mode));
  printf(" %d", lstat("/proc/self", &about));
  printf(" %d\n", S_ISLNK(about.st_mode));
  return 0;
}
