/** Headers of the kernel's interface: its name, limits, call numbers, directories; and <malloc.h>, <libgen.h>. */

const utsname = `#ifndef _SYS_UTSNAME_H
#define _SYS_UTSNAME_H 1
struct utsname {
  char sysname[65], nodename[65], release[65], version[65], machine[65];
#ifdef _GNU_SOURCE
  char domainname[65];
#else
  char __domainname[65];
#endif
};
int uname(struct utsname *name);
#endif
`

/** Numbers of Linux on x86-64; syscall(2) of the library knows these. */
const numbers = `read 0 write 1 open 2 close 3 stat 4 fstat 5 lstat 6 poll 7 lseek 8 mmap 9 mprotect 10 munmap 11 brk 12
rt_sigaction 13 rt_sigprocmask 14 ioctl 16 pread64 17 pwrite64 18 access 21 pipe 22 select 23 sched_yield 24 msync 26
madvise 28 shmget 29 shmat 30 shmctl 31 dup 32 dup2 33 pause 34 nanosleep 35 getitimer 36 alarm 37 setitimer 38
getpid 39 socket 41 connect 42 accept 43 sendto 44 recvfrom 45 shutdown 48 bind 49 listen 50 getsockname 51
getpeername 52 socketpair 53 setsockopt 54 getsockopt 55 clone 56 fork 57 vfork 58 execve 59 exit 60 wait4 61 kill 62
uname 63 semget 64 semop 65 semctl 66 shmdt 67 msgget 68 msgsnd 69 msgrcv 70 msgctl 71 fcntl 72 flock 73 fsync 74
truncate 76 ftruncate 77 getcwd 79 chdir 80 rename 82 mkdir 83 rmdir 84 link 86 unlink 87 symlink 88 readlink 89
chmod 90 umask 95 gettimeofday 96 getrlimit 97 getrusage 98 times 100 getuid 102 getgid 104 geteuid 107 getegid 108
setpgid 109 getppid 110 getpgrp 111 setsid 112 getpgid 121 getsid 124 rt_sigpending 127 sigaltstack 131
getpriority 140 setpriority 141 sched_setscheduler 144 sched_getscheduler 145 mlock 149 setrlimit 160 gettid 186
tkill 200 time 201 futex 202 sched_setaffinity 203 sched_getaffinity 204 clock_gettime 228 clock_nanosleep 230
exit_group 231 tgkill 234 openat 257 pipe2 293 dup3 292 eventfd2 290 getcpu 309 getrandom 318 pidfd_send_signal 424 pidfd_open 434`

const syscall = `#ifndef _SYS_SYSCALL_H
#define _SYS_SYSCALL_H 1
${numbers.replace(/(\w+) (\d+)\s*/g, '#define __NR_$1 $2\n#define SYS_$1 $2\n')}#endif
`

const dirent = `#ifndef _DIRENT_H
#define _DIRENT_H 1
#include <sys/types.h>
struct dirent { unsigned long d_ino; long d_off; unsigned short d_reclen; unsigned char d_type; char d_name[256]; };
#define d_fileno d_ino
typedef struct __dirstream DIR;
#define DT_UNKNOWN 0
#define DT_FIFO 1
#define DT_CHR 2
#define DT_DIR 4
#define DT_BLK 6
#define DT_REG 8
#define DT_LNK 10
#define DT_SOCK 12
DIR *opendir(const char *path);
struct dirent *readdir(DIR *directory);
int closedir(DIR *directory);
void rewinddir(DIR *directory);
int dirfd(DIR *directory);
int alphasort(const struct dirent **a, const struct dirent **b);
int scandir(const char *path, struct dirent ***list, int (*wanted)(const struct dirent *), int (*compare)(const struct dirent **, const struct dirent **));
#endif
`

const file = `#ifndef _SYS_FILE_H
#define _SYS_FILE_H 1
#include <fcntl.h>
#define L_SET 0
#define L_INCR 1
#define L_XTND 2
int flock(int fd, int operation);
#endif
`

const ioctl = `#ifndef _SYS_IOCTL_H
#define _SYS_IOCTL_H 1
#define FIONREAD 0x541B
#define FIONBIO 0x5421
#define FIOCLEX 0x5451
#define FIONCLEX 0x5450
#define TIOCGWINSZ 0x5413
#define TIOCSWINSZ 0x5414
#define TIOCGPGRP 0x540F
#define TIOCSPGRP 0x5410
#define TIOCINQ FIONREAD
#define TIOCOUTQ 0x5411
#define TIOCSCTTY 0x540E
#define TIOCNOTTY 0x5422
#define TCGETS 0x5401
#define TCSETS 0x5402
struct winsize { unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel; };
int ioctl(int fd, unsigned long request, ...);
#endif
`

const uio = `#ifndef _SYS_UIO_H
#define _SYS_UIO_H 1
#include <sys/types.h>
#include <bits/iovec.h>
#define UIO_MAXIOV 1024
ssize_t readv(int fd, const struct iovec *vectors, int count);
ssize_t writev(int fd, const struct iovec *vectors, int count);
#endif
`

const iovec = `#ifndef _BITS_IOVEC_H
#define _BITS_IOVEC_H 1
struct iovec { void *iov_base; unsigned long iov_len; };
#endif
`

const resource = `#ifndef _SYS_RESOURCE_H
#define _SYS_RESOURCE_H 1
#include <sys/types.h>
#include <bits/timeval.h>
#define RLIMIT_CPU 0
#define RLIMIT_FSIZE 1
#define RLIMIT_DATA 2
#define RLIMIT_STACK 3
#define RLIMIT_CORE 4
#define RLIMIT_RSS 5
#define RLIMIT_NPROC 6
#define RLIMIT_NOFILE 7
#define RLIMIT_OFILE RLIMIT_NOFILE
#define RLIMIT_MEMLOCK 8
#define RLIMIT_AS 9
#define RLIMIT_LOCKS 10
#define RLIMIT_SIGPENDING 11
#define RLIMIT_MSGQUEUE 12
#define RLIMIT_NICE 13
#define RLIMIT_RTPRIO 14
#define RLIM_INFINITY (~0UL)
#define RLIM_SAVED_MAX RLIM_INFINITY
#define RLIM_SAVED_CUR RLIM_INFINITY
#define RUSAGE_SELF 0
#define RUSAGE_CHILDREN (-1)
#ifdef _GNU_SOURCE
#define RUSAGE_THREAD 1
#endif
#define PRIO_MIN (-20)
#define PRIO_MAX 20
#define PRIO_PROCESS 0
#define PRIO_PGRP 1
#define PRIO_USER 2
typedef unsigned long rlim_t;
struct rlimit { rlim_t rlim_cur, rlim_max; };
struct rusage {
  struct timeval ru_utime, ru_stime;
  long ru_maxrss, ru_ixrss, ru_idrss, ru_isrss, ru_minflt, ru_majflt, ru_nswap, ru_inblock, ru_oublock;
  long ru_msgsnd, ru_msgrcv, ru_nsignals, ru_nvcsw, ru_nivcsw;
};
int getrlimit(int resource, struct rlimit *limit);
int setrlimit(int resource, const struct rlimit *limit);
int getrusage(int who, struct rusage *usage);
int getpriority(int which, id_t who);
int setpriority(int which, id_t who, int priority);
#endif
`

const malloc = `#ifndef _MALLOC_H
#define _MALLOC_H 1
#include <stddef.h>
#include <stdio.h>
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);
void *memalign(size_t align, size_t size);
void *valloc(size_t size);
size_t malloc_usable_size(void *block);
int malloc_trim(size_t pad);
int mallopt(int parameter, int value);
#define M_MXFAST 1
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX (-4)
#endif
`

const libgen = `#ifndef _LIBGEN_H
#define _LIBGEN_H 1
char *dirname(char *path);
char *__xpg_basename(char *path);
#define basename __xpg_basename
#endif
`

export const KERNEL_HEADERS: Readonly<Record<string, string>> = {
  'sys/resource.h': resource,
  'sys/file.h': file,
  'sys/ioctl.h': ioctl,
  'sys/uio.h': uio,
  'bits/iovec.h': iovec,
  'sys/utsname.h': utsname,
  'sys/syscall.h': syscall,
  'syscall.h': '#include <sys/syscall.h>\n',
  'asm/unistd.h': '#include <sys/syscall.h>\n',
  'dirent.h': dirent,
  'malloc.h': malloc,
  'libgen.h': libgen,
  'sys/param.h': `#ifndef _SYS_PARAM_H
#define _SYS_PARAM_H 1
#include <limits.h>
#include <sys/types.h>
#define MAXPATHLEN PATH_MAX
#define HZ 100
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#define howmany(x, y) (((x) + ((y) - 1)) / (y))
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#endif
`,
  'sys/cdefs.h': `#ifndef _SYS_CDEFS_H
#define _SYS_CDEFS_H 1
#define __BEGIN_DECLS
#define __END_DECLS
#define __THROW
#define __P(arguments) arguments
#endif
`,
  'features.h': `#ifndef _FEATURES_H
#define _FEATURES_H 1
#define __GLIBC__ 2
#define __GLIBC_MINOR__ 36
#endif
`,
}
