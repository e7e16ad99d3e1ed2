/** <unistd.h>, <fcntl.h>. */

/** What sysconf is asked for, numbered as in glibc. */
const configuration = `ARG_MAX 0 CHILD_MAX 1 CLK_TCK 2 NGROUPS_MAX 3 OPEN_MAX 4 STREAM_MAX 5 TZNAME_MAX 6 JOB_CONTROL 7 SAVED_IDS 8
REALTIME_SIGNALS 9 PRIORITY_SCHEDULING 10 TIMERS 11 ASYNCHRONOUS_IO 12 PRIORITIZED_IO 13 SYNCHRONIZED_IO 14 FSYNC 15
MAPPED_FILES 16 MEMLOCK 17 MEMLOCK_RANGE 18 MEMORY_PROTECTION 19 MESSAGE_PASSING 20 SEMAPHORES 21
SHARED_MEMORY_OBJECTS 22 AIO_LISTIO_MAX 23 AIO_MAX 24 AIO_PRIO_DELTA_MAX 25 DELAYTIMER_MAX 26 MQ_OPEN_MAX 27
MQ_PRIO_MAX 28 VERSION 29 PAGESIZE 30 RTSIG_MAX 31 SEM_NSEMS_MAX 32 SEM_VALUE_MAX 33 SIGQUEUE_MAX 34 TIMER_MAX 35
BC_BASE_MAX 36 BC_DIM_MAX 37 BC_SCALE_MAX 38 BC_STRING_MAX 39 COLL_WEIGHTS_MAX 40 EXPR_NEST_MAX 42 LINE_MAX 43
RE_DUP_MAX 44 2_VERSION 46 2_C_BIND 47 2_C_DEV 48 2_SW_DEV 51 2_LOCALEDEF 52 IOV_MAX 60 THREADS 67
THREAD_SAFE_FUNCTIONS 68 GETGR_R_SIZE_MAX 69 GETPW_R_SIZE_MAX 70 LOGIN_NAME_MAX 71 TTY_NAME_MAX 72
THREAD_DESTRUCTOR_ITERATIONS 73 THREAD_KEYS_MAX 74 THREAD_STACK_MIN 75 THREAD_THREADS_MAX 76
THREAD_ATTR_STACKADDR 77 THREAD_ATTR_STACKSIZE 78 THREAD_PRIORITY_SCHEDULING 79 THREAD_PRIO_INHERIT 80
THREAD_PRIO_PROTECT 81 THREAD_PROCESS_SHARED 82 NPROCESSORS_CONF 83 NPROCESSORS_ONLN 84 PHYS_PAGES 85
AVPHYS_PAGES 86 ATEXIT_MAX 87 PASS_MAX 88 XOPEN_VERSION 89 XOPEN_XCU_VERSION 90 XOPEN_UNIX 91 XOPEN_CRYPT 92
XOPEN_ENH_I18N 93 XOPEN_SHM 94 2_CHAR_TERM 95 2_C_VERSION 96 2_UPE 97 CHAR_BIT 101 LONG_BIT 106 WORD_BIT 107
NZERO 109 XOPEN_LEGACY 129 XOPEN_REALTIME 130 XOPEN_REALTIME_THREADS 131 ADVISORY_INFO 132 BARRIERS 133
CLOCK_SELECTION 137 CPUTIME 138 THREAD_CPUTIME 139 MONOTONIC_CLOCK 149 READER_WRITER_LOCKS 153 SPIN_LOCKS 154
REGEXP 155 SHELL 157 SPAWN 159 SPORADIC_SERVER 160 THREAD_SPORADIC_SERVER 161 TIMEOUTS 164 TYPED_MEMORY_OBJECTS 165
SYMLOOP_MAX 173 HOST_NAME_MAX 180 TRACE 181 TRACE_EVENT_FILTER 182 TRACE_INHERIT 183 TRACE_LOG 184
LEVEL1_DCACHE_LINESIZE 190 IPV6 235 RAW_SOCKETS 236 V7_ILP32_OFF32 237 V7_ILP32_OFFBIG 238 V7_LP64_OFF64 239
V7_LPBIG_OFFBIG 240 SS_REPL_MAX 241 TRACE_EVENT_NAME_MAX 242 TRACE_NAME_MAX 243 TRACE_SYS_MAX 244
TRACE_USER_EVENT_MAX 245 THREAD_ROBUST_PRIO_INHERIT 247 THREAD_ROBUST_PRIO_PROTECT 248 MINSIGSTKSZ 249 SIGSTKSZ 250
UIO_MAXIOV 60`

const unistd = `#ifndef _UNISTD_H
#define _UNISTD_H 1
#define _POSIX_VERSION 200809L
#define _POSIX2_VERSION 200809L
#define _XOPEN_VERSION 700
#define _POSIX_THREADS 200809L
#define _POSIX_SEMAPHORES 200809L
#define _POSIX_SHARED_MEMORY_OBJECTS 200809L
#define _POSIX_MESSAGE_PASSING 200809L
#define _POSIX_REALTIME_SIGNALS 200809L
#define _POSIX_TIMERS 200809L
#define _POSIX_MONOTONIC_CLOCK 0
#define _POSIX_CPUTIME 0
#define _POSIX_THREAD_CPUTIME 0
#define _POSIX_BARRIERS 200809L
#define _POSIX_SPIN_LOCKS 200809L
#define _POSIX_READER_WRITER_LOCKS 200809L
#define _POSIX_TIMEOUTS 200809L
#define _POSIX_CLOCK_SELECTION 200809L
#define _POSIX_PRIORITY_SCHEDULING 200809L
#define _POSIX_THREAD_PRIORITY_SCHEDULING 200809L
#define _POSIX_THREAD_PROCESS_SHARED 200809L
#define _POSIX_THREAD_PRIO_INHERIT 200809L
#define _POSIX_THREAD_ATTR_STACKADDR 200809L
#define _POSIX_THREAD_ATTR_STACKSIZE 200809L
#define _POSIX_MAPPED_FILES 200809L
#define _POSIX_FSYNC 200809L
#define _POSIX_MEMLOCK 200809L
#define _POSIX_MEMLOCK_RANGE 200809L
#define _POSIX_MEMORY_PROTECTION 200809L
#define _POSIX_SYNCHRONIZED_IO 200809L
#define _POSIX_CHOWN_RESTRICTED 0
#define _POSIX_NO_TRUNC 1
#define _POSIX_REENTRANT_FUNCTIONS 1
#define _POSIX_THREAD_SAFE_FUNCTIONS 200809L
#define _POSIX_THREAD_PRIO_PROTECT 200809L
#define _POSIX_REGEXP 1
#define _POSIX_SHELL 1
#define _POSIX_SPAWN 200809L
#define _POSIX_ADVISORY_INFO 200809L
#define _POSIX_SPORADIC_SERVER -1
#define _POSIX_THREAD_SPORADIC_SERVER -1
#define _POSIX_TYPED_MEMORY_OBJECTS -1
#define _XOPEN_UNIX 1
#define _XOPEN_REALTIME 1
#define _XOPEN_REALTIME_THREADS 1
#define _XOPEN_SHM 1
#define _POSIX_JOB_CONTROL 1
#define _POSIX_SAVED_IDS 1
typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int useconds_t;
typedef long intptr_t;
#undef NULL
#define NULL ((void *)0)
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define R_OK 4
#define W_OK 2
#define X_OK 1
#define F_OK 0
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_DATA 3
#define SEEK_HOLE 4
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#define _POSIX_VDISABLE 0
${configuration.replace(/(\w+) (\d+)\s*/g, '#define _SC_$1 $2\n')}#define _SC_PAGE_SIZE 30
#define _PC_LINK_MAX 0
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5
extern char *optarg;
extern int optind, opterr, optopt;
int access(const char *path, int mode);
int faccessat(int directory, const char *path, int mode, int flags);
off_t lseek(int fd, off_t offset, int whence);
int close(int fd);
ssize_t read(int fd, void *buffer, size_t size);
ssize_t write(int fd, const void *data, size_t size);
ssize_t pread(int fd, void *buffer, size_t size, off_t offset);
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset);
int pipe(int ends[2]);
unsigned alarm(unsigned seconds);
unsigned ualarm(useconds_t value, useconds_t interval);
unsigned sleep(unsigned seconds);
int usleep(useconds_t microseconds);
int pause(void);
int chown(const char *path, uid_t owner, gid_t group);
int fchown(int fd, uid_t owner, gid_t group);
int chdir(const char *path);
char *getcwd(char *buffer, size_t size);
int dup(int fd);
int dup2(int fd, int wanted);
extern char **environ;
int execve(const char *path, char *const argv[], char *const envp[]);
int execv(const char *path, char *const argv[]);
int execle(const char *path, const char *argument, ...);
int execl(const char *path, const char *argument, ...);
int execvp(const char *file, char *const argv[]);
int execlp(const char *file, const char *argument, ...);
int nice(int increment);
void _exit(int status) __attribute__((noreturn));
long pathconf(const char *path, int name);
long fpathconf(int fd, int name);
long sysconf(int name);
pid_t getpid(void);
pid_t getppid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t pid);
int setpgid(pid_t pid, pid_t group);
int setpgrp(void);
pid_t setsid(void);
pid_t getsid(pid_t pid);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t uid);
int setgid(gid_t gid);
int seteuid(uid_t uid);
int setegid(gid_t gid);
int getgroups(int size, gid_t groups[]);
pid_t fork(void);
pid_t vfork(void);
char *ttyname(int fd);
int isatty(int fd);
int link(const char *from, const char *to);
int symlink(const char *target, const char *path);
ssize_t readlink(const char *restrict path, char *restrict buffer, size_t size);
int unlink(const char *path);
int unlinkat(int directory, const char *path, int flags);
int rmdir(const char *path);
pid_t tcgetpgrp(int fd);
int tcsetpgrp(int fd, pid_t group);
char *getlogin(void);
int gethostname(char *name, size_t size);
int fsync(int fd);
int fdatasync(int fd);
void sync(void);
int truncate(const char *path, off_t length);
int ftruncate(int fd, off_t length);
int brk(void *address);
void *sbrk(intptr_t increment);
long syscall(long number, ...);
int lockf(int fd, int command, off_t length);
int getopt(int argc, char *const argv[], const char *options);
int getpagesize(void);
int getdtablesize(void);
void swab(const void *restrict from, void *restrict to, ssize_t n);
int getentropy(void *buffer, size_t size);
#ifdef _GNU_SOURCE
pid_t gettid(void);
int pipe2(int ends[2], int flags);
int dup3(int fd, int wanted, int flags);
int execvpe(const char *file, char *const argv[], char *const envp[]);
char *get_current_dir_name(void);
int eaccess(const char *path, int mode);
int euidaccess(const char *path, int mode);
void closefrom(int from);
int close_range(unsigned from, unsigned to, int flags);
#define TEMP_FAILURE_RETRY(expression) ({ long __result; do __result = (long)(expression); while (__result == -1L && errno == EINTR); __result; })
#endif
#endif
`

const fcntl = `#ifndef _FCNTL_H
#define _FCNTL_H 1
#include <sys/types.h>
#include <bits/stat.h>
#define O_ACCMODE 0003
#define O_RDONLY 00
#define O_WRONLY 01
#define O_RDWR 02
#define O_CREAT 0100
#define O_EXCL 0200
#define O_NOCTTY 0400
#define O_TRUNC 01000
#define O_APPEND 02000
#define O_NONBLOCK 04000
#define O_NDELAY O_NONBLOCK
#define O_DSYNC 010000
#define O_ASYNC 020000
#define O_DIRECTORY 0200000
#define O_NOFOLLOW 0400000
#define O_CLOEXEC 02000000
#define O_SYNC 04010000
#define O_FSYNC O_SYNC
#define O_RSYNC O_SYNC
#ifdef _GNU_SOURCE
#define O_DIRECT 040000
#define O_NOATIME 01000000
#define O_PATH 010000000
#define O_TMPFILE 020200000
#define F_SETPIPE_SZ 1031
#define F_GETPIPE_SZ 1032
#define F_SETOWN_EX 15
#define F_GETOWN_EX 16
#define F_OFD_GETLK 36
#define F_OFD_SETLK 37
#define F_OFD_SETLKW 38
#endif
#define F_DUPFD 0
#define F_GETFD 1
#define F_SETFD 2
#define F_GETFL 3
#define F_SETFL 4
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#define F_SETOWN 8
#define F_GETOWN 9
#define F_DUPFD_CLOEXEC 1030
#define FD_CLOEXEC 1
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#define LOCK_SH 1
#define LOCK_EX 2
#define LOCK_NB 4
#define LOCK_UN 8
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#define FAPPEND O_APPEND
#define FNONBLOCK O_NONBLOCK
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_DATA 3
#define SEEK_HOLE 4
#define R_OK 4
#define W_OK 2
#define X_OK 1
#define F_OK 0
#define AT_FDCWD (-100)
#define AT_SYMLINK_NOFOLLOW 0x100
#define AT_REMOVEDIR 0x200
#define AT_EACCESS 0x200
#define POSIX_FADV_NORMAL 0
#define POSIX_FADV_SEQUENTIAL 2
#define POSIX_FADV_DONTNEED 4
struct flock { short l_type, l_whence; off_t l_start, l_len; pid_t l_pid; };
int fcntl(int fd, int command, ...);
int open(const char *path, int flags, ...);
int openat(int directory, const char *path, int flags, ...);
int creat(const char *path, mode_t mode);
int lockf(int fd, int command, off_t length);
int posix_fallocate(int fd, off_t offset, off_t length);
int posix_fadvise(int fd, off_t offset, off_t length, int advice);
#endif
`

export const UNISTD_HEADERS: Readonly<Record<string, string>> = {
  'unistd.h': unistd,
  'fcntl.h': fcntl,
  'sys/fcntl.h': '#include <fcntl.h>\n',
}
