/** <regex.h>, <fnmatch.h>, <glob.h>: patterns of text and of file names; <ftw.h>: walking a tree of files. */

const regex = `#ifndef _REGEX_H
#define _REGEX_H 1
#include <stddef.h>
typedef int regoff_t;
typedef struct { size_t re_nsub; void *__program; int __flags; } regex_t;
typedef struct { regoff_t rm_so, rm_eo; } regmatch_t;
#define REG_EXTENDED 1
#define REG_ICASE 2
#define REG_NEWLINE 4
#define REG_NOSUB 8
#define REG_NOTBOL 1
#define REG_NOTEOL 2
#define REG_STARTEND 4
typedef enum {
  REG_NOERROR, REG_NOMATCH, REG_BADPAT, REG_ECOLLATE, REG_ECTYPE, REG_EESCAPE, REG_ESUBREG, REG_EBRACK, REG_EPAREN,
  REG_EBRACE, REG_BADBR, REG_ERANGE, REG_ESPACE, REG_BADRPT, REG_EEND, REG_ESIZE
} reg_errcode_t;
int regcomp(regex_t *restrict compiled, const char *restrict pattern, int flags);
int regexec(const regex_t *restrict compiled, const char *restrict text, size_t count, regmatch_t matches[], int flags);
size_t regerror(int error, const regex_t *restrict compiled, char *restrict buffer, size_t size);
void regfree(regex_t *compiled);
#endif
`

const fnmatch = `#ifndef _FNMATCH_H
#define _FNMATCH_H 1
#define FNM_PATHNAME 1
#define FNM_NOESCAPE 2
#define FNM_PERIOD 4
#define FNM_NOMATCH 1
#ifdef _GNU_SOURCE
#define FNM_FILE_NAME FNM_PATHNAME
#define FNM_LEADING_DIR 8
#define FNM_CASEFOLD 16
#endif
int fnmatch(const char *pattern, const char *text, int flags);
#endif
`

const glob = `#ifndef _GLOB_H
#define _GLOB_H 1
#include <stddef.h>
#define GLOB_ERR 1
#define GLOB_MARK 2
#define GLOB_NOSORT 4
#define GLOB_DOOFFS 8
#define GLOB_NOCHECK 16
#define GLOB_APPEND 32
#define GLOB_NOESCAPE 64
#define GLOB_PERIOD 128
#define GLOB_NOMAGIC 2048
#define GLOB_TILDE 4096
#define GLOB_ONLYDIR 8192
#define GLOB_NOSPACE 1
#define GLOB_ABORTED 2
#define GLOB_NOMATCH 3
typedef struct { size_t gl_pathc; char **gl_pathv; size_t gl_offs; int gl_flags; } glob_t;
int glob(const char *restrict pattern, int flags, int (*failed)(const char *path, int error), glob_t *restrict list);
void globfree(glob_t *list);
#endif
`

const ftw = `#ifndef _FTW_H
#define _FTW_H 1
#include <sys/types.h>
#include <sys/stat.h>
enum { FTW_F, FTW_D, FTW_DNR, FTW_NS, FTW_SL, FTW_DP, FTW_SLN };
#define FTW_F FTW_F
#define FTW_D FTW_D
#define FTW_DNR FTW_DNR
#define FTW_NS FTW_NS
#define FTW_SL FTW_SL
#define FTW_DP FTW_DP
#define FTW_SLN FTW_SLN
enum { FTW_PHYS = 1, FTW_MOUNT = 2, FTW_CHDIR = 4, FTW_DEPTH = 8, FTW_ACTIONRETVAL = 16 };
#define FTW_PHYS FTW_PHYS
#define FTW_MOUNT FTW_MOUNT
#define FTW_CHDIR FTW_CHDIR
#define FTW_DEPTH FTW_DEPTH
#ifdef _GNU_SOURCE
#define FTW_ACTIONRETVAL FTW_ACTIONRETVAL
enum { FTW_CONTINUE, FTW_STOP, FTW_SKIP_SUBTREE, FTW_SKIP_SIBLINGS };
#endif
struct FTW { int base, level; };
typedef int (*__ftw_func_t)(const char *path, const struct stat *about, int kind);
typedef int (*__nftw_func_t)(const char *path, const struct stat *about, int kind, struct FTW *place);
int ftw(const char *path, __ftw_func_t visit, int descriptors);
int nftw(const char *path, __nftw_func_t visit, int descriptors, int flags);
#endif
`

export const PATTERN_HEADERS: Readonly<Record<string, string>> = {
  'regex.h': regex,
  'fnmatch.h': fnmatch,
  'glob.h': glob,
  'ftw.h': ftw,
}
