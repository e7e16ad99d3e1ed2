/** Reading from streams. */

const reading = `#include <internal/stdio.h>
#include <stdlib.h>

static int beginRead(FILE *f) {
  if (f->direction == READING) return 0;
  if (!(f->flags & CAN_READ)) {
    f->flags |= FAILED;
    errno = EBADF;
    return -1;
  }
  __prepare(f);
  if (f->direction == WRITING && __flush(f)) return -1;
  f->direction = READING;
  f->next = f->end = f->buffer;
  return 0;
}

/* Before a terminal is read, what was prompted must be seen. */
static void flushPrompts(FILE *f) {
  if (f->flags & (LINES | UNBUFFERED) && stdout->direction == WRITING && stdout->flags & LINES) fflush(stdout);
}

static long readSome(FILE *f, void *p, size_t n) {
  flushPrompts(f);
  long r = f->read ? f->read(f, p, n) : __result(__syscall("read", f->fd, p, n));
  if (r <= 0) f->flags |= r ? FAILED : AT_END;
  return r;
}

/* Refills an empty buffer. The end of the file, once seen, stays. */
int __fill(FILE *f) {
  if (beginRead(f) || f->flags & AT_END) return EOF;
  if (f->next < f->end) return 0;
  long r = readSome(f, f->buffer, f->size);
  f->next = f->buffer;
  f->end = f->buffer + (r > 0 ? r : 0);
  return r > 0 ? 0 : EOF;
}

int __getc(FILE *f) {
  if (f->pushes) return f->pushed[--f->pushes];
  if ((f->direction != READING || f->next == f->end) && __fill(f)) return EOF;
  return *f->next++;
}
`

const characters = `
int fgetc(FILE *f) {
  __lock(f);
  int c = __getc(f);
  __unlock(f);
  return c;
}

int getc(FILE *f) { return fgetc(f); }
int getchar(void) { return fgetc(stdin); }
int getc_unlocked(FILE *f) { return __getc(f); }
int fgetc_unlocked(FILE *f) { return __getc(f); }
int getchar_unlocked(void) { return __getc(stdin); }

int ungetc(int c, FILE *f) {
  if (c == EOF) return EOF;
  __lock(f);
  int r = EOF;
  if (!beginRead(f) && f->pushes < (int)sizeof f->pushed) {
    r = f->pushed[f->pushes++] = c;
    f->flags &= ~AT_END;
  }
  __unlock(f);
  return r;
}

/* Moves up to n bytes that are already here, up to and with the byte stop (or none if -1). */
static size_t takeBuffered(FILE *f, char *to, size_t n, int stop, int *found) {
  size_t have = f->end - f->next;
  if (n > have) n = have;
  char *at = stop >= 0 ? memchr(f->next, stop, n) : 0;
  if (at) {
    n = at + 1 - (char *)f->next;
    *found = 1;
  }
  memcpy(to, f->next, n);
  f->next += n;
  return n;
}

char *fgets(char *to, int size, FILE *f) {
  if (size <= 0) return 0;
  if (size == 1) {
    *to = 0;
    return to;
  }
  __lock(f);
  size_t n = 0, room = size - 1;
  int found = 0, before = f->flags & FAILED;
  f->flags &= ~FAILED;
  while (n < room && !found) {
    if (f->pushes) found = (to[n++] = f->pushed[--f->pushes]) == '\\n';
    else if (__fill(f)) break;
    else n += takeBuffered(f, to + n, room - n, '\\n', &found);
  }
  int failed = f->flags & FAILED && errno != EAGAIN;
  f->flags |= before;
  __unlock(f);
  if (n == 0 || failed) return 0;
  to[n] = 0;
  return to;
}

/* Writes as far as the line goes: nobody says how much room there is. */
char *gets(char *to) {
  size_t n = 0;
  int c, failed;
  __lock(stdin);
  while ((c = __getc(stdin)) != EOF && c != '\\n') to[n++] = c;
  failed = c == EOF && (!n || stdin->flags & FAILED);
  __unlock(stdin);
  if (failed) return 0;
  to[n] = 0;
  return to;
}

char *fgets_unlocked(char *to, int size, FILE *f) { return fgets(to, size, f); }

ssize_t getdelim(char **line, size_t *size, int stop, FILE *f) {
  if (!line || !size) return __result(-EINVAL);
  __lock(f);
  if (!*line || !*size) {
    *size = 120;
    *line = realloc(*line, *size);
  }
  size_t n = 0;
  int found = 0;
  while (*line && !found) {
    char small[1], *from = small;
    size_t more = 1;
    if (f->pushes) {
      *small = f->pushed[--f->pushes];
      found = (unsigned char)*small == (unsigned char)stop;
    } else {
      if (__fill(f)) break;
      char *at = memchr(from = (char *)f->next, stop, f->end - f->next);
      found = at != 0;
      more = at ? at + 1 - from : (char *)f->end - from;
      f->next += more;
    }
    if (n + more + 1 > *size) {
      size_t larger = 2 * *size < n + more + 1 ? n + more + 1 : 2 * *size;
      char *p = realloc(*line, larger);
      if (!p) break;
      *line = p;
      *size = larger;
    }
    memcpy(*line + n, from, more);
    n += more;
  }
  __unlock(f);
  if (n == 0) return -1;
  (*line)[n] = 0;
  return n;
}

ssize_t getline(char **line, size_t *size, FILE *f) { return getdelim(line, size, '\\n', f); }

/* Whole blocks go past the buffer. */
static size_t readInto(FILE *f, char *to, size_t n) {
  size_t done = 0;
  int found;
  while (done < n) {
    if (f->pushes) to[done++] = f->pushed[--f->pushes];
    else if (f->direction == READING && f->next < f->end) done += takeBuffered(f, to + done, n - done, -1, &found);
    else if (beginRead(f) || f->flags & AT_END) break;
    else if (n - done >= f->size) {
      size_t left = n - done;
      long r = readSome(f, to + done, f->size >= 128 ? left - left % f->size : left);
      if (r <= 0) break;
      done += r;
    } else if (__fill(f)) break;
  }
  return done;
}

size_t fread(void *p, size_t size, size_t count, FILE *f) {
  size_t n = size * count;
  if (!n) return 0;
  __lock(f);
  size_t done = readInto(f, p, n);
  __unlock(f);
  return done == n ? count : done / size;
}

size_t fread_unlocked(void *p, size_t size, size_t count, FILE *f) { return fread(p, size, count, f); }

int getw(FILE *f) {
  int word;
  return fread(&word, sizeof word, 1, f) == 1 ? word : EOF;
}
`

export const STDIO_INPUT = [reading, characters].join('')
