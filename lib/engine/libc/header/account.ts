/** <pwd.h>, <grp.h>: who there is. */

const pwd = `#ifndef _PWD_H
#define _PWD_H 1
#include <sys/types.h>
struct passwd { char *pw_name, *pw_passwd; uid_t pw_uid; gid_t pw_gid; char *pw_gecos, *pw_dir, *pw_shell; };
struct passwd *getpwnam(const char *name);
struct passwd *getpwuid(uid_t uid);
int getpwnam_r(const char *restrict name, struct passwd *restrict entry, char *restrict buffer, size_t size, struct passwd **restrict result);
int getpwuid_r(uid_t uid, struct passwd *restrict entry, char *restrict buffer, size_t size, struct passwd **restrict result);
void setpwent(void);
struct passwd *getpwent(void);
void endpwent(void);
#endif
`

const grp = `#ifndef _GRP_H
#define _GRP_H 1
#include <sys/types.h>
struct group { char *gr_name, *gr_passwd; gid_t gr_gid; char **gr_mem; };
struct group *getgrnam(const char *name);
struct group *getgrgid(gid_t gid);
int getgrnam_r(const char *restrict name, struct group *restrict entry, char *restrict buffer, size_t size, struct group **restrict result);
int getgrgid_r(gid_t gid, struct group *restrict entry, char *restrict buffer, size_t size, struct group **restrict result);
void setgrent(void);
struct group *getgrent(void);
void endgrent(void);
#endif
`

export const ACCOUNT_HEADERS: Readonly<Record<string, string>> = { 'pwd.h': pwd, 'grp.h': grp }
