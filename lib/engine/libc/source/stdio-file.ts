/** Opening, placing and closing streams. */

const opening = `#include <internal/stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <stdio_ext.h>
#include <unistd.h>

/* open's flags for a mode, or -1. */
int __mode(const char *mode, int *flags) {
  int plus = 0, extra = 0;
  for (const char *p = mode + 1; *mode && *p && *p != ','; p++) {
    if (*p == '+') plus = 1;
    if (*p == 'x') extra |= O_EXCL;
    if (*p == 'e') extra |= O_CLOEXEC;
  }
  int base = *mode == 'w' ? O_CREAT | O_TRUNC : *mode == 'a' ? O_CREAT | O_APPEND : 0;
  if (*mode != 'r' && *mode != 'w' && *mode != 'a') return __result(-EINVAL);
  *flags = plus ? CAN_READ | CAN_WRITE : *mode == 'r' ? CAN_READ : CAN_WRITE;
  if (*mode == 'a') *flags |= APPENDS;
  return base | extra | (plus ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY);
}

FILE *__open(int fd, int flags) {
  FILE *f = calloc(1, sizeof *f);
  if (!f) return 0;
  f->fd = fd;
  f->flags = flags | ALLOCATED;
  f->link = __files;
  __files = f;
  return f;
}

FILE *fopen(const char *path, const char *mode) {
  int flags, how = __mode(mode, &flags);
  if (how < 0) return 0;
  long fd = __result(__syscall("open", path, how, 0666));
  if (fd < 0) return 0;
  FILE *f = __open(fd, flags);
  if (!f) __syscall("close", fd);
  return f;
}

FILE *fdopen(int fd, const char *mode) {
  int flags, how = __mode(mode, &flags);
  if (how < 0) return 0;
  long now = __result(__syscall("fcntl", fd, F_GETFL, 0));
  if (now < 0) return 0;
  int access = now & O_ACCMODE;
  if (access != O_RDWR && access != (how & O_ACCMODE)) {
    errno = EINVAL;
    return 0;
  }
  if (flags & APPENDS && !(now & O_APPEND)) __syscall("fcntl", fd, F_SETFL, now | O_APPEND);
  return __open(fd, flags);
}

static void forget(FILE *f) {
  FILE **at = &__files;
  while (*at && *at != f) at = &(*at)->link;
  if (*at) *at = f->link;
}

/* Flushes and closes, but leaves the object. */
int __close(FILE *f) {
  int failed = __sync(f);
  if (f->flags & OWN_BUFFER) free(f->buffer);
  f->buffer = 0;
  if (f->done) f->done(f);
  else if (__result(__syscall("close", f->fd)) < 0) failed = EOF;
  f->flags &= ~OWN_BUFFER;
  f->direction = IDLE;
  return failed;
}

int fclose(FILE *f) {
  __lock(f);
  int r = __close(f);
  forget(f);
  __unlock(f);
  f->fd = -1;
  f->flags &= ALLOCATED;
  if (f->flags & ALLOCATED) free(f);
  return r;
}

int fcloseall(void) {
  int r = 0;
  for (FILE *f = __files; f; f = f->link) r |= fflush(f);
  return r;
}

FILE *freopen(const char *path, const char *mode, FILE *f) {
  int flags, how = __mode(mode, &flags);
  if (how < 0) return 0;
  __lock(f);
  __sync(f);
  f->direction = IDLE;
  f->pushes = 0;
  f->flags = (f->flags & (OWN_BUFFER | ALLOCATED | LINES | UNBUFFERED | READY)) | flags;
  if (path) {
    long fd = __result(__syscall("open", path, how, 0666));
    if (fd >= 0 && fd != f->fd && f->fd >= 0) {
      __syscall("dup2", fd, f->fd);
      __syscall("close", fd);
    } else if (fd >= 0) {
      f->fd = fd;
    }
    /* A file is not a terminal: buffering is chosen anew. */
    if (!(f->flags & UNBUFFERED)) {
      if (f->flags & OWN_BUFFER) free(f->buffer);
      f->buffer = 0;
      f->flags &= ~(OWN_BUFFER | READY | LINES);
    }
    if (fd < 0) {
      __syscall("close", f->fd);
      __unlock(f);
      return 0;
    }
  }
  __unlock(f);
  return f;
}

int setvbuf(FILE *f, char *buffer, int mode, size_t size) {
  if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF) return EOF;
  __lock(f);
  __sync(f);
  if (f->flags & OWN_BUFFER && (buffer || mode == _IONBF)) {
    free(f->buffer);
    f->flags &= ~OWN_BUFFER;
    f->buffer = 0;
  }
  f->flags = (f->flags & ~(LINES | UNBUFFERED)) | (mode == _IOLBF ? LINES : mode == _IONBF ? UNBUFFERED : 0) | READY;
  if (mode == _IONBF) f->buffer = 0;
  else if (buffer && size) {
    f->buffer = (unsigned char *)buffer;
    f->size = size;
    f->next = f->end = f->buffer;
  }
  f->direction = IDLE;
  __unlock(f);
  return 0;
}

void setbuf(FILE *f, char *buffer) { setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ); }
void setbuffer(FILE *f, char *buffer, size_t size) { setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, size); }
void setlinebuf(FILE *f) { setvbuf(f, 0, _IOLBF, 0); }
`

const placing = `
static long seekTo(FILE *f, long offset, int whence) {
  return f->seek ? f->seek(f, offset, whence) : __syscall("lseek", f->fd, offset, whence);
}

int fseeko(FILE *f, off_t offset, int whence) {
  __lock(f);
  int r = -1;
  if (whence == SEEK_CUR && f->direction == READING) offset -= f->end - f->next + f->pushes;
  if (whence < 0 || whence > 2) errno = EINVAL;
  else if (f->direction != WRITING || !__flush(f)) {
    long at = __result(seekTo(f, offset, whence));
    if (at >= 0) {
      f->next = f->end = f->buffer;
      f->direction = IDLE;
      f->pushes = 0;
      f->flags &= ~AT_END;
      r = 0;
    }
  }
  __unlock(f);
  return r;
}

int fseek(FILE *f, long offset, int whence) { return fseeko(f, offset, whence); }

off_t ftello(FILE *f) {
  __lock(f);
  int end = f->direction == WRITING && f->flags & APPENDS && f->next > f->buffer;
  long at = __result(seekTo(f, 0, end ? SEEK_END : SEEK_CUR));
  if (at >= 0 && f->direction == READING) at -= f->end - f->next + f->pushes;
  if (at >= 0 && f->direction == WRITING) at += f->next - f->buffer;
  __unlock(f);
  return at;
}

long ftell(FILE *f) { return ftello(f); }

void rewind(FILE *f) {
  fseeko(f, 0, SEEK_SET);
  f->flags &= ~(FAILED | AT_END);
}

int fgetpos(FILE *f, fpos_t *position) {
  position->__pos = ftello(f);
  return position->__pos < 0 ? -1 : 0;
}

int fsetpos(FILE *f, const fpos_t *position) { return fseeko(f, position->__pos, SEEK_SET); }
void clearerr(FILE *f) { f->flags &= ~(FAILED | AT_END); }
int feof(FILE *f) { return f->flags & AT_END ? 1 : 0; }
int ferror(FILE *f) { return f->flags & FAILED ? 1 : 0; }
void clearerr_unlocked(FILE *f) { clearerr(f); }
int feof_unlocked(FILE *f) { return feof(f); }
int ferror_unlocked(FILE *f) { return ferror(f); }
int fileno(FILE *f) { return f->fd < 0 ? __result(-EBADF) : f->fd; }
int fileno_unlocked(FILE *f) { return fileno(f); }
int fflush_unlocked(FILE *f) { return fflush(f); }
void flockfile(FILE *f) { __lock(f); }
void funlockfile(FILE *f) { __unlock(f); }

int ftrylockfile(FILE *f) { return !__try_lock(f); }

size_t __fbufsize(FILE *f) { return f->buffer ? f->size : 0; }
int __flbf(FILE *f) { return f->flags & LINES ? 1 : 0; }
size_t __fpending(FILE *f) { return f->direction == WRITING ? f->next - f->buffer : 0; }
int __freading(FILE *f) { return !(f->flags & CAN_WRITE) || f->direction == READING; }
int __fwriting(FILE *f) { return !(f->flags & CAN_READ) || f->direction == WRITING; }
int __freadable(FILE *f) { return f->flags & CAN_READ ? 1 : 0; }
int __fwritable(FILE *f) { return f->flags & CAN_WRITE ? 1 : 0; }

void __fpurge(FILE *f) {
  f->next = f->end = f->buffer;
  f->pushes = 0;
}

void _flushlbf(void) {
  for (FILE *f = __files; f; f = f->link) if (f->flags & LINES) fflush(f);
}

int remove(const char *path) {
  long r = __syscall("unlink", path);
  return __result(r == -EISDIR || r == -EPERM ? __syscall("rmdir", path) : r);
}

int rename(const char *from, const char *to) { return __result(__syscall("rename", from, to)); }

int renameat(int fromdir, const char *from, int todir, const char *to) {
  if (fromdir != AT_FDCWD && *from != '/' || todir != AT_FDCWD && *to != '/') return __result(-ENOTDIR);
  return __result(__syscall("rename", from, to));
}

int putw(int word, FILE *f) { return fwrite(&word, sizeof word, 1, f) == 1 ? 0 : EOF; }
int putc_unlocked(int c, FILE *f) { return __putc(c, f); }
int fputc_unlocked(int c, FILE *f) { return __putc(c, f); }
int putchar_unlocked(int c) { return __putc(c, stdout); }
int fputs_unlocked(const char *s, FILE *f) { return fputs(s, f); }
size_t fwrite_unlocked(const void *p, size_t size, size_t count, FILE *f) { return fwrite(p, size, count, f); }
`

export const STDIO_FILE = [opening, placing].join('')

export const STDIO_MEMORY = `#include <internal/stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>

static ssize_t readText(FILE *f, void *p, size_t n) {
  size_t left = f->at < f->length ? f->length - f->at : 0;
  if (n > left) n = left;
  memcpy(p, f->text + f->at, n);
  f->at += n;
  return n;
}

/* A growing stream always has a zero after its text. */
static int reserve(FILE *f, size_t size) {
  if (size <= f->capacity) return 0;
  if (!f->where) return -1;
  size_t larger = 2 * f->capacity > size ? 2 * f->capacity : size;
  char *p = realloc(f->text, larger);
  if (!p) return -1;
  memset(p + f->capacity, 0, larger - f->capacity);
  f->text = p;
  f->capacity = larger;
  return 0;
}

static ssize_t writeText(FILE *f, const void *p, size_t n) {
  if (f->flags & APPENDS) f->at = f->length;
  size_t spare = f->where ? 1 : 0;
  if (reserve(f, f->at + n + spare)) {
    if (f->at >= f->capacity) return __result(-ENOSPC);
    n = f->capacity - f->at;
  }
  memcpy(f->text + f->at, p, n);
  f->at += n;
  if (f->at > f->length) {
    f->length = f->at;
    if (f->length < f->capacity) f->text[f->length] = 0;
  }
  if (f->where) {
    *f->where = f->text;
    *f->extent = f->at;
  }
  return n;
}

static long seekText(FILE *f, long offset, int whence) {
  long at = offset + (whence == SEEK_CUR ? (long)f->at : whence == SEEK_END ? (long)f->length : 0);
  if (at < 0 || !f->where && at > (long)f->capacity) return -EINVAL;
  f->at = at;
  return at;
}

static void releaseText(FILE *f) {
  if (f->flags & OWN_BUFFER << 8) free(f->text);
}

static FILE *openText(char *text, size_t length, size_t capacity, int flags) {
  FILE *f = __open(-1, flags | MEMORY);
  if (!f) return 0;
  f->text = text;
  f->length = length;
  f->capacity = capacity;
  f->read = readText;
  f->write = writeText;
  f->seek = seekText;
  f->done = releaseText;
  return f;
}

FILE *open_memstream(char **where, size_t *size) {
  char *text = calloc(1, 1);
  FILE *f = text ? openText(text, 0, 1, CAN_WRITE) : 0;
  if (!f) return 0;
  f->where = where;
  f->extent = size;
  *where = text;
  *size = 0;
  return f;
}

FILE *fmemopen(void *buffer, size_t size, const char *mode) {
  int flags, how = __mode(mode, &flags);
  if (how < 0) return 0;
  char *text = buffer ? buffer : calloc(1, size);
  if (!text) return 0;
  if (how & O_TRUNC && size) *text = 0;
  size_t length = *mode == 'w' ? 0 : *mode == 'r' && buffer ? size : strnlen(text, size);
  FILE *f = openText(text, length, size, flags | (buffer ? 0 : OWN_BUFFER << 8));
  if (f && *mode == 'a') f->at = length;
  return f;
}

static int number;

char *tmpnam(char *buffer) {
  static char own[L_tmpnam];
  char *to = buffer ? buffer : own;
  do snprintf(to, L_tmpnam, "/tmp/file%06d", number++);
  while (__syscall("access", to, F_OK) == 0);
  return to;
}

FILE *tmpfile(void) {
  char name[L_tmpnam];
  long fd;
  do fd = __syscall("open", tmpnam(name), O_RDWR | O_CREAT | O_EXCL, 0600);
  while (fd == -EEXIST);
  if (__result(fd) < 0) return 0;
  __syscall("unlink", name);
  return __open(fd, CAN_READ | CAN_WRITE);
}

char *ctermid(char *buffer) {
  static char own[L_ctermid];
  return strcpy(buffer ? buffer : own, "/dev/tty");
}
`
