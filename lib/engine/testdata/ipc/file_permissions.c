/* What an ordinary user may do with files, by their modes. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static void say(const char *what, long r) {
  printf("%s: %s\n", what, r < 0 ? strerror(errno) : "done");
  if (r > 2) close(r);
}
int main(void) {
  char home[] = "/tmp/permissionsXXXXXX";
  if (!mkdtemp(home) || chdir(home)) return 1;
  struct stat about;
  say("create without reading", open("note", O_CREAT | O_WRONLY, 0200));
  say("read it", open("note", O_RDONLY));
  say("read and write it", open("note", O_RDWR));
  say("write it", open("note", O_WRONLY));
  chmod("note", 0);
  say("access R_OK", access("note", R_OK));
  say("access F_OK", access("note", F_OK));
  say("write it", open("note", O_WRONLY));
  chmod("note", 0400);
  say("read it", open("note", O_RDONLY));
  say("cut it while opening", open("note", O_RDONLY | O_TRUNC));
  say("cut it", truncate("note", 0));
  say("access W_OK", access("note", W_OK));
  chmod("note", 0077);
  say("the owner is not of the others", open("note", O_RDONLY));
  say("created read-only, and yet written to", open("fresh", O_CREAT | O_RDWR, 0444));
  say("again", open("fresh", O_CREAT | O_RDWR, 0444));
  chmod("fresh", 0644);
  say("execute what is no program", access("fresh", X_OK));
  say("run it", execl("./fresh", "fresh", NULL));
  mkdir("folder", 0755);
  close(open("folder/inner", O_CREAT | O_WRONLY, 0644));
  chmod("folder", 0555);
  say("create in a folder that may not be changed", open("folder/new", O_CREAT | O_WRONLY, 0644));
  say("remove there", unlink("folder/inner"));
  say("rename there", rename("folder/inner", "folder/other"));
  say("make a folder there", mkdir("folder/sub", 0755));
  say("link there", link("fresh", "folder/link"));
  say("symlink there", symlink("fresh", "folder/link"));
  say("read there", open("folder/inner", O_RDONLY));
  chmod("folder", 0600);
  say("look into a folder that may not be searched", stat("folder/inner", &about));
  say("go there", chdir("folder"));
  DIR *d = opendir("folder");
  printf("list it: %d\n", d != NULL);
  if (d) closedir(d);
  chmod("folder", 0300);
  d = opendir("folder");
  printf("list what may only be searched: %d\n", d != NULL);
  say("remove there", unlink("folder/inner"));
  chmod("folder", 0755);
  say("create at the root", open("/new", O_CREAT | O_WRONLY, 0644));
  say("make a folder at the root", mkdir("/newfolder", 0755));
  say("write a program", open("/bin/ls", O_WRONLY));
  say("remove a program", unlink("/bin/ls"));
  say("change the mode of another's file", chmod("/bin/ls", 0777));
  say("write to /dev/null", open("/dev/null", O_WRONLY));
  stat("fresh", &about);
  printf("%d %d %o\n", about.st_uid == getuid(), about.st_gid == getgid(), about.st_mode);
  stat("/", &about);
  printf("%d\n", about.st_uid);
  unsigned seed = 0, other = 0;
  int fd = open("/dev/urandom", O_RDONLY);
  printf("%zd", read(fd, &seed, sizeof seed));
  printf(" %zd", read(fd, &other, sizeof other));
  printf(" %d", seed != other);
  close(fd);
  fd = open("/dev/random", O_RDONLY);
  printf(" %zd", read(fd, &other, sizeof other));
  printf(" %d\n", seed != other);
  unlink("note");
  unlink("fresh");
  rmdir("folder");
  chdir("/");
  return rmdir(home);
}
