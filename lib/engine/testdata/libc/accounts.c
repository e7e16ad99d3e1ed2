/* Users and groups that every system has. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
int main(void) {
  struct passwd *p = getpwuid(0), one, *found;
  printf("%s %s %d %d %s\n", p->pw_name, p->pw_passwd, p->pw_uid, p->pw_gid, p->pw_dir);
  p = getpwnam("nobody");
  printf("%d %s %s\n", p->pw_uid, p->pw_dir, p->pw_shell);
  printf("%d %d\n", getpwnam("nosuchuser") == NULL, getpwuid(54321) == NULL);
  char buffer[200], small[4];
  int r;
  r = getpwnam_r("root", &one, buffer, sizeof buffer, &found);
  printf("%d %s\n", r, found->pw_shell);
  r = getpwuid_r(1, &one, buffer, sizeof buffer, &found);
  printf("%d %s\n", r, found->pw_name);
  r = getpwnam_r("nosuchuser", &one, buffer, sizeof buffer, &found);
  printf("%d %d\n", r, found == NULL);
  printf("%d\n", getpwuid_r(0, &one, small, sizeof small, &found) == ERANGE);
  int roots = 0;
  setpwent();
  while ((p = getpwent())) roots += !strcmp(p->pw_name, "root");
  endpwent();
  printf("%d\n", roots);
  struct group *g = getgrgid(0), two, *other;
  printf("%s %d %d\n", g->gr_name, g->gr_gid, g->gr_mem[0] == NULL);
  printf("%d %d\n", getgrnam("nogroup")->gr_gid, getgrnam("nosuchgroup") == NULL);
  r = getgrnam_r("root", &two, buffer, sizeof buffer, &other);
  printf("%d %s\n", r, other->gr_name);
  r = getgrgid_r(65534, &two, buffer, sizeof buffer, &other);
  printf("%d %s\n", r, other->gr_name);
  roots = 0;
  setgrent();
  while ((g = getgrent())) roots += g->gr_gid == 0;
  endgrent();
  printf("%d\n", roots);
  return 0;
}
