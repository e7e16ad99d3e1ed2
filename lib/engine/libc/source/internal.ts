/**
 * Headers that only the library's own sources see. What programs may define for themselves (`read`, `write`, `index`…)
 * is never called from within: the library goes to the system call, or to a name with two underscores.
 */

const libc = `#ifndef _LIBC_H
#define _LIBC_H 1
#define _GNU_SOURCE 1
#include <stddef.h>
#include <errno.h>
#undef errno
extern _Thread_local int __errno;
#define errno __errno
/* What the library copies for itself nobody sees; the program's own copies are visible operations. */
#define memcpy __memcpy
#define memmove __memmove
#define memset __memset
typedef long ssize_t;
typedef int pid_t;
/* What a cancellation point returns when the task has been cancelled. */
#define CANCELLED (-4094)
/* Turns a system call's result into C's: sets errno, or ends the thread if it has been cancelled. */
long __result(long r);
/* The same for calls that return an error number. */
int __error(long r);
extern char **environ;
extern char *__program;
/* Set by the parts that need it, so that a program without them does not carry them. */
extern void (*__flush_hook)(void);
extern void (*__fork_hook)(void);
extern void (*__cancel_hook)(void);
extern void (*__thread_exit_hook)(void);
extern int __threads;
extern int __growing;
/* Whether characters are those of UTF-8 (setlocale). */
extern int __utf8;
extern _Thread_local struct _IO_FILE *__held;
void __die(const char *message) __attribute__((noreturn));
void __release(struct _IO_FILE *f);
void exit(int status) __attribute__((noreturn));
void abort(void) __attribute__((noreturn));
#endif
`

const stdio = `#ifndef _INTERNAL_STDIO_H
#define _INTERNAL_STDIO_H 1
#include <internal/libc.h>
#include <stdio.h>
#include <stdarg.h>
#include <string.h>
#define CAN_READ 1
#define CAN_WRITE 2
#define APPENDS 4
#define AT_END 8
#define FAILED 16
#define LINES 32
#define UNBUFFERED 64
#define OWN_BUFFER 128
#define READY 256
#define ALLOCATED 512
#define MEMORY 1024
#define WIDE 2048
#define IDLE 0
#define READING 1
#define WRITING 2
struct _IO_FILE {
  int fd, flags, lock, depth;
  long owner;
  unsigned char *buffer;
  size_t size;
  /* Reading: what is unread is [next, end). Writing: [buffer, next) is not yet written. */
  unsigned char *next, *end;
  int direction, pushes;
  unsigned char pushed[4];
  unsigned char single[4];
  int process;
  struct _IO_FILE *link;
  ssize_t (*read)(struct _IO_FILE *f, void *p, size_t n);
  ssize_t (*write)(struct _IO_FILE *f, const void *p, size_t n);
  long (*seek)(struct _IO_FILE *f, long offset, int whence);
  void (*done)(struct _IO_FILE *f);
  /* Of a stream in memory. */
  char *text;
  size_t length, capacity, at;
  char **where;
  size_t *extent;
};
extern FILE *__files;
void __lock(FILE *f);
int __try_lock(FILE *f);
void __unlock(FILE *f);
void __prepare(FILE *f);
int __begin_write(FILE *f);
size_t __put(FILE *f, const void *data, size_t n);
int __putc(int c, FILE *f);
int __flush(FILE *f);
int __sync(FILE *f);
int __fill(FILE *f);
int __getc(FILE *f);
int __print(FILE *f, const char *format, va_list *list);
FILE *__open(int fd, int flags);
int __mode(const char *mode, int *flags);
int __close(FILE *f);
#endif
`

export const INTERNAL_HEADERS: Readonly<Record<string, string>> = {
  'internal/libc.h': libc,
  'internal/stdio.h': stdio,
}
