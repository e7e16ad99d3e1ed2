/** What a program asks of the machine and of the library about themselves. */

const sysinfo = `#ifndef _SYS_SYSINFO_H
#define _SYS_SYSINFO_H 1
struct sysinfo {
  long uptime;
  unsigned long loads[3], totalram, freeram, sharedram, bufferram, totalswap, freeswap;
  unsigned short procs, pad;
  unsigned long totalhigh, freehigh;
  unsigned int mem_unit;
  char _f[0];
};
#define SI_LOAD_SHIFT 16
int sysinfo(struct sysinfo *about);
int get_nprocs(void);
int get_nprocs_conf(void);
long get_phys_pages(void);
long get_avphys_pages(void);
#endif
`

const linuxLimits = `#ifndef _LINUX_LIMITS_H
#define _LINUX_LIMITS_H 1
#define NR_OPEN 1024
#define NGROUPS_MAX 65536
#define ARG_MAX 131072
#define LINK_MAX 127
#define MAX_CANON 255
#define MAX_INPUT 255
#define NAME_MAX 255
#define PATH_MAX 4096
#define PIPE_BUF 4096
#define XATTR_NAME_MAX 255
#define RTSIG_MAX 32
#endif
`

const values = `#ifndef _VALUES_H
#define _VALUES_H 1
#include <limits.h>
#include <float.h>
#define CHARBITS CHAR_BIT
#define SHORTBITS 16
#define INTBITS 32
#define LONGBITS 64
#define MINSHORT SHRT_MIN
#define MAXSHORT SHRT_MAX
#define MININT INT_MIN
#define MAXINT INT_MAX
#define MINLONG LONG_MIN
#define MAXLONG LONG_MAX
#define MINDOUBLE DBL_MIN
#define MAXDOUBLE DBL_MAX
#define MINFLOAT FLT_MIN
#define MAXFLOAT FLT_MAX
#endif
`

const paths = `#ifndef _PATHS_H
#define _PATHS_H 1
#define _PATH_DEFPATH "/usr/bin:/bin"
#define _PATH_BSHELL "/bin/sh"
#define _PATH_CONSOLE "/dev/console"
#define _PATH_DEVNULL "/dev/null"
#define _PATH_TTY "/dev/tty"
#define _PATH_DEV "/dev/"
#define _PATH_TMP "/tmp/"
#define _PATH_VARTMP "/var/tmp/"
#endif
`

const statvfs = `#ifndef _SYS_STATVFS_H
#define _SYS_STATVFS_H 1
#include <sys/types.h>
struct statvfs {
  unsigned long f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail, f_fsid, f_flag, f_namemax;
  int __f_spare[6];
};
#define ST_RDONLY 1
#define ST_NOSUID 2
int statvfs(const char *restrict path, struct statvfs *restrict about);
int fstatvfs(int fd, struct statvfs *about);
#endif
`

const sysmacros = `#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H 1
#define major(device) ((unsigned int)((device) >> 8 & 0xfff | (unsigned int)((device) >> 32) & ~0xfff))
#define minor(device) ((unsigned int)((device) & 0xff | (unsigned int)((device) >> 12) & ~0xff))
#define makedev(major, minor) ((minor) & 0xff | ((major) & 0xfffUL) << 8 | (unsigned long)((minor) & ~0xff) << 12 | (unsigned long)((major) & ~0xfff) << 32)
#endif
`

/** Numbered as in glibc, since a program may print them. */
const ITEMS = `CODESET 14 RADIXCHAR 65536 THOUSEP 65537 YESEXPR 327680 NOEXPR 327681 CRNCYSTR 262159 AM_STR 131110 PM_STR 131111
D_T_FMT 131112 D_FMT 131113 T_FMT 131114 T_FMT_AMPM 131115 ERA 131116 ERA_D_FMT 131118 ALT_DIGITS 131119 ERA_D_T_FMT 131120
ERA_T_FMT 131121`
const numbered = (name: string, first: number, count: number) =>
  Array.from({ length: count }, (_, i) => `#define ${name}_${i + 1} ${first + i}\n`).join('')

const langinfo = `#ifndef _LANGINFO_H
#define _LANGINFO_H 1
typedef int nl_item;
${ITEMS.replace(/(\w+) (\d+)\s*/g, '#define $1 $2\n')}${numbered('ABDAY', 131072, 7)}${numbered('DAY', 131079, 7)}${numbered('ABMON', 131086, 12)}${numbered('MON', 131098, 12)}char *nl_langinfo(nl_item item);
#endif
`

const dlfcn = `#ifndef _DLFCN_H
#define _DLFCN_H 1
#define RTLD_LAZY 1
#define RTLD_NOW 2
#define RTLD_NOLOAD 4
#define RTLD_DEEPBIND 8
#define RTLD_GLOBAL 0x100
#define RTLD_LOCAL 0
#define RTLD_NODELETE 0x1000
#ifdef _GNU_SOURCE
#define RTLD_NEXT ((void *)-1L)
#define RTLD_DEFAULT ((void *)0)
#endif
void *dlopen(const char *file, int mode);
int dlclose(void *handle);
void *dlsym(void *restrict handle, const char *restrict name);
char *dlerror(void);
#endif
`

export const MACHINE_HEADERS: Readonly<Record<string, string>> = {
  'sys/sysinfo.h': sysinfo,
  'linux/limits.h': linuxLimits,
  'values.h': values,
  'paths.h': paths,
  'sys/statvfs.h': statvfs,
  'sys/sysmacros.h': sysmacros,
  'langinfo.h': langinfo,
  'dlfcn.h': dlfcn,
  'sys/random.h': `#ifndef _SYS_RANDOM_H
#define _SYS_RANDOM_H 1
#include <sys/types.h>
#define GRND_NONBLOCK 1
#define GRND_RANDOM 2
#define GRND_INSECURE 4
ssize_t getrandom(void *buffer, size_t size, unsigned int flags);
int getentropy(void *buffer, size_t size);
#endif
`,
  'sys/sendfile.h': `#ifndef _SYS_SENDFILE_H
#define _SYS_SENDFILE_H 1
#include <sys/types.h>
ssize_t sendfile(int to, int from, off_t *offset, size_t count);
#endif
`,
  'sys/errno.h': '#include <errno.h>\n',
  'asm/errno.h': '#include <errno.h>\n',
  'linux/errno.h': '#include <errno.h>\n',
  'sys/unistd.h': '#include <unistd.h>\n',
  'linux/unistd.h': '#include <sys/syscall.h>\n',
  'asm/types.h': '#include <linux/types.h>\n',
  'linux/types.h': `#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H 1
typedef signed char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;
#endif
`,
}
