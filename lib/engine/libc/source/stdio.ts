/**
 * Streams. Buffers lie in the process's memory, filled and emptied in the same portions as glibc does it, since a reader
 * of a pipe, a forked child and a terminal can tell. Taking a stream's lock is the one operation of an output function that other tasks
 * can see, apart from system calls: the order of two threads' outputs is decided there.
 */
const streams = `#include <internal/stdio.h>
#include <stdlib.h>
static struct _IO_FILE inStream = {0, CAN_READ}, outStream = {1, CAN_WRITE, .link = &inStream};
static struct _IO_FILE errStream = {2, CAN_WRITE | UNBUFFERED | READY, .link = &outStream};
#undef stdin
#undef stdout
#undef stderr
FILE *stdin = &inStream, *stdout = &outStream, *stderr = &errStream;
FILE *__files = &errStream;

void __lock(FILE *f) {
  long self = __intrinsic("thread_pointer");
  if (f->owner == self) {
    f->depth++;
    return;
  }
  int free = 0;
  if (!__atomic_compare_exchange_n(&f->lock, &free, 1, 0, 5, 5))
    while (__atomic_exchange_n(&f->lock, 2, 5)) __syscall("futex", &f->lock, 0, 2, 0);
  f->owner = self;
  f->depth = 1;
  __held = f;
}

/* The same for who does not wait: 0 when another thread has it. One operation, whatever comes of it. */
int __try_lock(FILE *f) {
  long self = __intrinsic("thread_pointer");
  if (f->owner == self) {
    f->depth++;
    return 1;
  }
  int free = 0;
  if (!__atomic_compare_exchange_n(&f->lock, &free, 1, 0, 5, 5)) return 0;
  f->owner = self;
  f->depth = 1;
  __held = f;
  return 1;
}

void __unlock(FILE *f) {
  if (--f->depth) return;
  f->owner = 0;
  __held = 0;
  int contended = f->lock == 2;
  f->lock = 0;
  if (contended) __syscall("futex", &f->lock, 1, 1);
}

static void flushAll(void) {
  for (FILE *f = __files; f; f = f->link) __sync(f);
}

/* A child has the one thread that forked: no other holds a lock in it. */
static void unlockAll(void) {
  for (FILE *f = __files; f; f = f->link) {
    f->lock = f->depth = 0;
    f->owner = 0;
  }
}

static void useHooks(void) {
  __flush_hook = flushAll;
  __fork_hook = unlockAll;
}

/* Chooses the buffering when a stream is first used: by line on a terminal. */
void __prepare(FILE *f) {
  useHooks();
  if (f->flags & READY) {
    if (f->buffer) return;
    if (f->flags & UNBUFFERED) {
      f->buffer = f->single;
      f->size = 1;
      f->next = f->end = f->buffer;
      return;
    }
  }
  size_t size = 4096;
  if (!(f->flags & MEMORY) && __syscall("isatty", f->fd) == 1) {
    if (!(f->flags & READY)) f->flags |= LINES;
    size = 1024;
  }
  f->buffer = malloc(size);
  if (f->buffer) f->flags |= OWN_BUFFER;
  else {
    f->buffer = f->single;
    size = 1;
  }
  f->size = size;
  f->next = f->end = f->buffer;
  f->flags |= READY;
}
`

const writing = String.raw`
int __begin_write(FILE *f) {
  if (f->direction == WRITING) return 0;
  if (!(f->flags & CAN_WRITE)) {
    f->flags |= FAILED;
    errno = EBADF;
    return -1;
  }
  __prepare(f);
  if (f->direction == READING) __sync(f);
  f->direction = WRITING;
  f->next = f->end = f->buffer;
  return 0;
}

static int writeAll(FILE *f, const unsigned char *p, size_t n) {
  while (n > 0) {
    long r = f->write ? f->write(f, p, n) : __result(__syscall("write", f->fd, p, n));
    if (r < 0) {
      f->flags |= FAILED;
      return EOF;
    }
    p += r;
    n -= r;
  }
  return 0;
}

/* What cannot be written is lost, as in glibc. */
int __flush(FILE *f) {
  if (f->direction != WRITING) return 0;
  size_t n = f->next - f->buffer;
  if (n == 0) return 0;
  int r = writeAll(f, f->buffer, n);
  f->next = f->buffer;
  return r;
}

/* Makes the file's offset what the program thinks it is. */
int __sync(FILE *f) {
  if (f->direction == WRITING) return __flush(f);
  if (f->direction != READING) return 0;
  long unread = f->end - f->next;
  if (unread > 0) {
    long r = f->seek ? f->seek(f, -unread, SEEK_CUR) : __syscall("lseek", f->fd, -unread, SEEK_CUR);
    if (r == -ESPIPE) return 0;
    if (r < 0) {
      f->flags |= FAILED;
      return EOF;
    }
  }
  f->next = f->end = f->buffer;
  f->pushes = 0;
  f->direction = IDLE;
  return 0;
}

static size_t copyIn(FILE *f, const unsigned char *p, size_t n) {
  __intrinsic("memcpy", f->next, p, n);
  f->next += n;
  return n;
}

/* Empties the buffer, writes whole blocks past it (all, if it is tiny) and keeps the rest. */
static size_t spill(FILE *f, const unsigned char *p, size_t n) {
  if (__flush(f)) return n;
  size_t whole = f->size >= 128 ? n - n % f->size : n;
  if (whole && writeAll(f, p, whole)) return n;
  copyIn(f, p + whole, n - whole);
  return 0;
}

/* The same by lines: each of them is written. */
static size_t putLines(FILE *f, const unsigned char *p, size_t n) {
  size_t whole = f->size >= 128 ? n - n % f->size : n, i = whole;
  if (__flush(f) || whole && writeAll(f, p, whole)) return 0;
  while (i < n && __putc(p[i], f) != EOF) i++;
  return i;
}

/* Bytes written, fewer than n after an error. A stream's first write finds no room: its buffer is not yet there in glibc. */
size_t __put(FILE *f, const void *data, size_t n) {
  if (__begin_write(f) || !n) return 0;
  const unsigned char *p = data;
  if (f->flags & UNBUFFERED) return writeAll(f, p, n) ? 0 : n;
  int first = f->end == f->buffer;
  size_t room = first ? 0 : f->buffer + f->size - f->next;
  f->end = f->buffer + f->size;
  if (f->flags & LINES) {
    size_t line = n;
    if (n > room) return putLines(f, p, n);
    while (line && p[line - 1] != '\n') line--;
    if (line) {
      copyIn(f, p, line);
      if (__flush(f)) return line;
    }
    return line + copyIn(f, p + line, n - line);
  }
  if (n <= room) return copyIn(f, p, n);
  copyIn(f, p, room);
  return n - spill(f, p + room, n - room);
}

int __putc(int c, FILE *f) {
  if (__begin_write(f)) return EOF;
  unsigned char byte = c;
  f->end = f->buffer + f->size;
  if (f->flags & UNBUFFERED) return writeAll(f, &byte, 1) ? EOF : byte;
  if (f->next == f->buffer + f->size && __flush(f)) return EOF;
  *f->next++ = byte;
  if (f->flags & LINES && byte == '\n' && __flush(f)) return EOF;
  return byte;
}
`

const output = String.raw`
int fflush(FILE *f) {
  if (f) {
    __lock(f);
    int r = __sync(f);
    __unlock(f);
    return r;
  }
  int result = 0;
  for (f = __files; f; f = f->link) if (f->direction == WRITING) result |= fflush(f);
  return result;
}

int fputc(int c, FILE *f) {
  __lock(f);
  int r = __putc(c, f);
  __unlock(f);
  return r;
}

int putc(int c, FILE *f) {
  return fputc(c, f);
}

int putchar(int c) {
  return fputc(c, stdout);
}

int fputs(const char *s, FILE *f) {
  size_t n = __intrinsic("strlen", s);
  __lock(f);
  int r = __put(f, s, n) == n ? 1 : EOF;
  __unlock(f);
  return r;
}

int puts(const char *s) {
  size_t n = __intrinsic("strlen", s);
  FILE *f = stdout;
  __lock(f);
  int r = __put(f, s, n) == n && __putc('\n', f) != EOF ? (int)n + 1 : EOF;
  __unlock(f);
  return r;
}

size_t fwrite(const void *p, size_t size, size_t count, FILE *f) {
  size_t n = size * count;
  if (!n) return 0;
  __lock(f);
  size_t done = __put(f, p, n);
  __unlock(f);
  return done == n ? count : done / size;
}

static long format(void *p, size_t room, const char *format, va_list *list) {
  long n = __intrinsic("format", p, room, format, list, errno | (long)__utf8 << 32);
  if (n < 0) errno = 1 + (int)(~n >> 32);
  return n;
}

/* Formats into the buffer where it fits; else into memory of its own, and then as fwrite does it. */
int __print(FILE *f, const char *text, va_list *list) {
  char small[512];
  if (__begin_write(f)) return -1;
  int direct = !(f->flags & (LINES | UNBUFFERED)) && f->size >= 128;
  char *p = direct ? (char *)f->next : small;
  size_t room = direct ? f->buffer + f->size - f->next : sizeof small;
  long n = format(p, room, text, list);
  /* Of what ends in an error its beginning is written. */
  int failed = n < 0;
  if (failed) n = (unsigned)n > room ? 0 : (unsigned)n;
  if (n <= (long)room) {
    if (direct) {
      f->next += n;
      f->end = f->buffer + f->size;
    }
    else if (__put(f, p, n) < (size_t)n) return -1;
    return failed ? -1 : (int)n;
  }
  p = malloc(n);
  if (!p) return -1;
  format(p, n, text, list);
  size_t done = __put(f, p, n);
  free(p);
  return done < (size_t)n ? -1 : (int)n;
}

int vfprintf(FILE *f, const char *format, va_list list) {
  va_list copy;
  va_copy(copy, list);
  __lock(f);
  int r = __print(f, format, &copy);
  __unlock(f);
  return r;
}

int vprintf(const char *format, va_list list) {
  return vfprintf(stdout, format, list);
}

int printf(const char *format, ...) {
  va_list list;
  va_start(list, format);
  __lock(stdout);
  int r = __print(stdout, format, &list);
  __unlock(stdout);
  return r;
}

int fprintf(FILE *f, const char *format, ...) {
  va_list list;
  va_start(list, format);
  __lock(f);
  int r = __print(f, format, &list);
  __unlock(f);
  return r;
}
`

export const STDIO = [streams, writing, output].join('')
