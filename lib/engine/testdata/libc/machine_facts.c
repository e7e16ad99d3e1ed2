/* What the machine says of itself; numbers differ from machine to machine, so only what must hold is printed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <paths.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <values.h>
int main(void) {
  struct sysinfo s;
  printf("%d\n", sysinfo(&s));
  printf("%d %d %d\n", s.totalram > 0, s.freeram <= s.totalram, s.mem_unit > 0);
  printf("%d %d\n", get_nprocs() > 0, get_nprocs_conf() >= get_nprocs());
  printf("%d %d\n", get_phys_pages() > 0, get_avphys_pages() <= get_phys_pages());
  struct statvfs v;
  printf("%d\n", statvfs("/tmp", &v));
  printf("%d %d\n", v.f_namemax == 255, v.f_bfree <= v.f_blocks);
  printf("%d\n", statvfs("/nosuchfile", &v));
  printf("%d\n", errno == ENOENT);
  printf("%d %d\n", PATH_MAX, NAME_MAX);
  printf("%s %s\n", _PATH_BSHELL, _PATH_DEVNULL);
  printf("%d %d %d\n", MAXINT == 2147483647, MINSHORT, INTBITS);
  dev_t d = makedev(8, 1);
  printf("%u %u\n", major(d), minor(d));
  unsigned char noise[64] = {0};
  int some = 0;
  printf("%zd\n", getrandom(noise, sizeof noise, 0));
  printf("%d\n", getentropy(noise, sizeof noise));
  for (int i = 0; i < 64; i++) some |= noise[i];
  printf("%d\n", some != 0);
  FILE *f = tmpfile(), *g = tmpfile();
  fputs("sent from file to file", f);
  fflush(f);
  off_t at = 5;
  printf("%zd\n", sendfile(fileno(g), fileno(f), &at, 4));
  printf("%ld\n", (long)at);
  printf("%d\n", fstatvfs(fileno(f), &v));
  printf("%d\n", v.f_frsize > 0);
  char text[20] = {0};
  pread(fileno(g), text, sizeof text, 0);
  printf("%s\n", text);
  void *self = dlopen(NULL, RTLD_NOW);
  printf("%d %d\n", self != NULL, dlerror() == NULL);
  printf("%d\n", dlsym(self, "no_such_symbol") == NULL);
  printf("%d\n", dlerror() != NULL);
  printf("%d\n", dlerror() == NULL);
  printf("%d\n", dlopen("./nosuch.so", RTLD_LAZY) == NULL);
  printf("%s\n", dlerror());
  return dlclose(self);
}
