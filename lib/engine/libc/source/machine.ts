/** What the machine and the library say about themselves: <sys/sysinfo.h>, <sys/statvfs.h>, <langinfo.h>, <dlfcn.h>. */

export const MACHINE = `#include <internal/libc.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <time.h>
#include <unistd.h>
#define SYS(...) __result(__syscall(__VA_ARGS__))
int get_nprocs(void) { return sysconf(_SC_NPROCESSORS_ONLN); }
int get_nprocs_conf(void) { return sysconf(_SC_NPROCESSORS_CONF); }
long get_phys_pages(void) { return sysconf(_SC_PHYS_PAGES); }
long get_avphys_pages(void) { return sysconf(_SC_AVPHYS_PAGES); }

int sysinfo(struct sysinfo *about) {
  struct timespec now;
  __syscall("clock_gettime", CLOCK_MONOTONIC, &now);
  memset(about, 0, sizeof *about);
  about->uptime = now.tv_sec;
  about->totalram = get_phys_pages() * 4096;
  about->freeram = get_avphys_pages() * 4096;
  about->procs = 1;
  about->mem_unit = 1;
  return 0;
}

/* Files lie in memory: there is as much room as memory. */
static void describe(struct statvfs *about) {
  unsigned long pages = get_phys_pages();
  *about = (struct statvfs){4096, 4096, pages, pages, pages, pages, pages, pages, 0, 0, 255};
}

int statvfs(const char *path, struct statvfs *about) {
  struct stat file;
  if (SYS("stat", path, &file) < 0) return -1;
  describe(about);
  return 0;
}

int fstatvfs(int fd, struct statvfs *about) {
  struct stat file;
  if (SYS("fstat", fd, &file) < 0) return -1;
  describe(about);
  return 0;
}

/* By way of this process, which is not as fast as Linux does it, but the same to the two files. */
ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
  char part[4096];
  ssize_t done = 0;
  while ((size_t)done < count) {
    size_t wanted = count - done < sizeof part ? count - done : sizeof part;
    long n = offset ? __syscall("pread", from, part, wanted, *offset) : __syscall("read", from, part, wanted);
    if (n <= 0) return n < 0 && !done ? __result(n) : done;
    for (long written = 0; written < n;) {
      long w = __syscall("write", to, part + written, n - written);
      if (w < 0) return done ? done : __result(w);
      written += w;
      done += w;
      if (offset) *offset += w;
    }
  }
  return done;
}
`

export const LANGINFO = `#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <time.h>

/* Names of days and months as the calendar writes them. */
static char *named(const char *format, int day, int month, int slot) {
  static _Thread_local char texts[40][12];
  struct tm t = {.tm_wday = day, .tm_mon = month};
  strftime(texts[slot], sizeof *texts, format, &t);
  return texts[slot];
}

char *nl_langinfo(nl_item item) {
  if (item >= ABDAY_1 && item < DAY_1) return named("%a", item - ABDAY_1, 0, item - ABDAY_1);
  if (item >= DAY_1 && item < ABMON_1) return named("%A", item - DAY_1, 0, item - ABDAY_1);
  if (item >= ABMON_1 && item < MON_1) return named("%b", 0, item - ABMON_1, item - ABDAY_1);
  if (item >= MON_1 && item < MON_1 + 12) return named("%B", 0, item - MON_1, item - ABDAY_1);
  switch (item) {
  case CODESET: return strcmp(setlocale(LC_CTYPE, 0), "C") ? "UTF-8" : "ANSI_X3.4-1968";
  case RADIXCHAR: return ".";
  case AM_STR: return "AM";
  case PM_STR: return "PM";
  case D_T_FMT: return "%a %b %e %H:%M:%S %Y";
  case D_FMT: return "%m/%d/%y";
  case T_FMT: return "%H:%M:%S";
  case T_FMT_AMPM: return "%I:%M:%S %p";
  case YESEXPR: return "^[yY]";
  case NOEXPR: return "^[nN]";
  case CRNCYSTR: return "-";
  default: return "";
  }
}
`

/** A program is linked as a whole before it starts: it has itself, and nothing comes to it later. */
export const DYNAMIC = `#include <internal/libc.h>
#include <dlfcn.h>
#include <stdio.h>
static _Thread_local char text[300], *last;
static char self;

void *dlopen(const char *file, int mode) {
  if (!file) return &self;
  snprintf(text, sizeof text, "%s: cannot open shared object file: No such file or directory", file);
  last = text;
  return 0;
}

int dlclose(void *handle) {
  if (handle == &self) return 0;
  last = "invalid handle";
  return -1;
}

void *dlsym(void *handle, const char *name) {
  snprintf(text, sizeof text, "%s: undefined symbol: %s", __program, name);
  last = text;
  return 0;
}

char *dlerror(void) {
  char *said = last;
  last = 0;
  return said;
}
`
