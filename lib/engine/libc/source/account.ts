/** <pwd.h>, <grp.h>: the accounts of this machine, as a fresh Debian has them, and the one user. */

export const ACCOUNT = `#include <internal/libc.h>
#include <pwd.h>
#include <grp.h>
#include <string.h>
static struct passwd users[] = {
  {"root", "x", 0, 0, "root", "/root", "/bin/bash"},
  {"daemon", "x", 1, 1, "daemon", "/usr/sbin", "/usr/sbin/nologin"},
  {"bin", "x", 2, 2, "bin", "/bin", "/usr/sbin/nologin"},
  {"sys", "x", 3, 3, "sys", "/dev", "/usr/sbin/nologin"},
  {"mail", "x", 8, 8, "mail", "/var/mail", "/usr/sbin/nologin"},
  {"www-data", "x", 33, 33, "www-data", "/var/www", "/usr/sbin/nologin"},
  {"nobody", "x", 65534, 65534, "nobody", "/nonexistent", "/usr/sbin/nologin"},
  {"user", "x", 1000, 1000, "", "/home/user", "/bin/sh"},
};

static char *none[] = {0};
static struct group groups[] = {
  {"root", "x", 0, none}, {"daemon", "x", 1, none}, {"bin", "x", 2, none}, {"sys", "x", 3, none}, {"tty", "x", 5, none}, {"mail", "x", 8, none},
  {"www-data", "x", 33, none}, {"users", "x", 100, none}, {"nogroup", "x", 65534, none}, {"user", "x", 1000, none},
};

#define USERS (sizeof users / sizeof *users)
#define GROUPS (sizeof groups / sizeof *groups)
static size_t userAt, groupAt;

static const struct passwd *findUser(const char *name, uid_t uid) {
  for (size_t i = 0; i < USERS; i++) if (name ? !strcmp(users[i].pw_name, name) : users[i].pw_uid == uid) return &users[i];
  return 0;
}

static const struct group *findGroup(const char *name, gid_t gid) {
  for (size_t i = 0; i < GROUPS; i++) if (name ? !strcmp(groups[i].gr_name, name) : groups[i].gr_gid == gid) return &groups[i];
  return 0;
}

/* A copy of its own: a program may change what it gets. */
static struct passwd *userEntry(const struct passwd *found) {
  static struct passwd entry;
  if (!found) return 0;
  entry = *found;
  return &entry;
}

static struct group *groupEntry(const struct group *found) {
  static struct group entry;
  if (!found) return 0;
  entry = *found;
  return &entry;
}

struct passwd *getpwnam(const char *name) { return userEntry(findUser(name, 0)); }
struct passwd *getpwuid(uid_t uid) { return userEntry(findUser(0, uid)); }
struct group *getgrnam(const char *name) { return groupEntry(findGroup(name, 0)); }
struct group *getgrgid(gid_t gid) { return groupEntry(findGroup(0, gid)); }
void setpwent(void) { userAt = 0; }
void endpwent(void) { userAt = 0; }
void setgrent(void) { groupAt = 0; }
void endgrent(void) { groupAt = 0; }
struct passwd *getpwent(void) { return userAt < USERS ? userEntry(&users[userAt++]) : 0; }
struct group *getgrent(void) { return groupAt < GROUPS ? groupEntry(&groups[groupAt++]) : 0; }

static int copyUser(const struct passwd *found, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
  *result = 0;
  if (!found) return 0;
  *entry = *found;
  char **texts[] = {&entry->pw_name, &entry->pw_passwd, &entry->pw_gecos, &entry->pw_dir, &entry->pw_shell};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t n = strlen(*texts[i]) + 1;
    if (n > size) return ERANGE;
    *texts[i] = memcpy(buffer, *texts[i], n);
    buffer += n;
    size -= n;
  }
  *result = entry;
  return 0;
}

int getpwnam_r(const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
  return copyUser(findUser(name, 0), entry, buffer, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
  return copyUser(findUser(0, uid), entry, buffer, size, result);
}

static int copyGroup(const struct group *found, struct group *entry, char *buffer, size_t size, struct group **result) {
  *result = 0;
  if (!found) return 0;
  size_t n = strlen(found->gr_name) + 1;
  if (n > size) return ERANGE;
  *entry = *found;
  entry->gr_name = memcpy(buffer, found->gr_name, n);
  *result = entry;
  return 0;
}

int getgrnam_r(const char *name, struct group *entry, char *buffer, size_t size, struct group **result) {
  return copyGroup(findGroup(name, 0), entry, buffer, size, result);
}

int getgrgid_r(gid_t gid, struct group *entry, char *buffer, size_t size, struct group **result) {
  return copyGroup(findGroup(0, gid), entry, buffer, size, result);
}
`
