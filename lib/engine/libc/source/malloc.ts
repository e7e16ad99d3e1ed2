/**
 * The allocator, with the sizes, the reuse and the complaints of glibc 2.36: blocks lie where learners of memory expect
 * them (16-byte aligned, the first one 0x2a0 above the start of the heap, a freed one given out again first).
 *
 * A chunk has its size, with two flags, 8 bytes before the block. Freed small chunks go to 64 stacks of at most 7
 * (tcache), then up to 128 bytes to fast bins; others are merged with free neighbours and kept in one list by size. What is
 * above the last chunk is `top`. Nothing here is interrupted between two system calls, so that no lock is needed but
 * for growing the heap.
 */

const layout = `#include <internal/libc.h>
#include <stdlib.h>
#include <string.h>
typedef unsigned long word;
typedef struct chunk { word previous, size; struct chunk *next, *back; } chunk;
#define IN_USE 1
#define MAPPED 2
#define FLAGS 7
#define SMALLEST 32
#define SIZE(c) ((c)->size & ~(word)FLAGS)
#define BLOCK(c) ((void *)((char *)(c) + 16))
#define CHUNK(p) ((chunk *)((char *)(p) - 16))
#define AFTER(c, n) ((chunk *)((char *)(c) + (n)))
#define KEY 0x5ca1ab1e0ddba11UL
#define PAGE 4096UL
`

const state = `
static chunk *cached[64];
static unsigned char counts[64];
static chunk *fast[7];
static chunk bin = {0, 0, &bin, &bin};
static chunk *top;
static word heapStart, heapEnd;
static word mapThreshold = 128 * 1024, trimThreshold = 128 * 1024;
`

const bins = String.raw`
static void unlinkChunk(chunk *c) {
  if (c->next->back != c || c->back->next != c) __die("corrupted double-linked list\n");
  c->next->back = c->back;
  c->back->next = c->next;
}

/* By size, oldest first among equals. */
static void insert(chunk *c, word size) {
  chunk *at = bin.next;
  while (at != &bin && SIZE(at) <= size) at = at->next;
  c->next = at;
  c->back = at->back;
  at->back->next = c;
  at->back = c;
  c->size = size | IN_USE;
  AFTER(c, size)->previous = size;
  AFTER(c, size)->size &= ~(word)IN_USE;
}

/* Merges a chunk with its free neighbours and puts it away. */
static void release(chunk *c) {
  word size = SIZE(c);
  if (!(c->size & IN_USE)) {
    size += c->previous;
    c = (chunk *)((char *)c - c->previous);
    if (SIZE(c) + SIZE(AFTER(c, SIZE(c))) != size) __die("corrupted size vs. prev_size while consolidating\n");
    unlinkChunk(c);
  }
  chunk *next = AFTER(c, size);
  if (next == top) {
    top = c;
    top->size = (size + SIZE(next)) | IN_USE;
    return;
  }
  if (!(AFTER(next, SIZE(next))->size & IN_USE)) {
    unlinkChunk(next);
    size += SIZE(next);
  }
  insert(c, size);
}

static void consolidate(void) {
  for (int i = 0; i < 7; i++) {
    chunk *c = fast[i];
    fast[i] = 0;
    while (c) {
      chunk *next = c->next;
      release(c);
      c = next;
    }
  }
}
`

const growing = `
static void endGrowing(void) {
  int waited = __growing == 2;
  __growing = 0;
  if (waited) __syscall("futex", &__growing, 1, 1 << 30);
}

/* Moves the end of the heap so that top has room for size. True: look again. */
static int grow(word size) {
  if (__growing) {
    __growing = 2;
    __syscall("futex", &__growing, 0, 2, 0);
    return 1;
  }
  __growing = 1;
  word end = __syscall("brk", 0);
  int moved = end != heapEnd;
  word room = moved || !top ? 0 : SIZE(top);
  word skip = moved ? -end & 15 : 0;
  word want = (end + skip + size + 128 * 1024 + SMALLEST - room + PAGE - 1 & ~(PAGE - 1)) - end;
  word got = __syscall("brk", end + want);
  if (got != end + want) {
    endGrowing();
    return 0;
  }
  if (moved) {
    top = (chunk *)(end + skip);
    top->size = (want - skip) | IN_USE;
    if (!heapStart) heapStart = end;
  } else {
    top->size += want;
  }
  heapEnd = end + want;
  endGrowing();
  return 1;
}

static void trim(void) {
  long extra = (long)(SIZE(top) - SMALLEST - 1 - 128 * 1024) & ~(long)(PAGE - 1);
  if (extra <= 0 || __growing) return;
  __growing = 1;
  word end = __syscall("brk", 0);
  if (end == heapEnd && (word)__syscall("brk", end - extra) == end - extra) {
    heapEnd -= extra;
    top->size -= extra;
  }
  endGrowing();
}

static void *mapChunk(word size) {
  word total = size + 8 + PAGE - 1 & ~(PAGE - 1);
  long at = __syscall("mmap", 0, total, 3, 0x22, -1, 0);
  if (at < 0) return 0;
  chunk *c = (chunk *)at;
  c->size = total | MAPPED;
  return c;
}
`

const allocating = String.raw`
static chunk *split(chunk *c, word have, word size) {
  if (have - size >= SMALLEST) {
    chunk *rest = AFTER(c, size);
    c->size = size | (c->size & FLAGS);
    rest->size = (have - size) | IN_USE;
    insert(rest, have - size);
  } else {
    c->size = have | (c->size & FLAGS);
    AFTER(c, have)->size |= IN_USE;
  }
  return c;
}

static chunk *fromTop(word size) {
  if (!top || SIZE(top) < size + SMALLEST) return 0;
  if (SIZE(top) > heapEnd - heapStart) __die("malloc(): corrupted top size\n");
  chunk *c = top;
  word rest = SIZE(top) - size;
  top = AFTER(c, size);
  top->size = rest | IN_USE;
  c->size = size | (c->size & FLAGS);
  return c;
}

static chunk *fromBin(word size) {
  for (chunk *c = bin.next; c != &bin; c = c->next) {
    word have = SIZE(c);
    if (have < size) continue;
    unlinkChunk(c);
    return split(c, have, size);
  }
  return 0;
}

static void *take(word size) {
  if (size <= 128 && fast[size / 16 - 2]) {
    chunk *c = fast[size / 16 - 2];
    fast[size / 16 - 2] = c->next;
    return BLOCK(c);
  }
  if (size >= 1024) consolidate();
  for (;;) {
    chunk *c = fromBin(size);
    if (!c) c = fromTop(size);
    if (c) return BLOCK(c);
    for (int i = 0; i < 7; i++) if (fast[i]) {
      consolidate();
      break;
    }
    if ((c = fromBin(size)) || (c = fromTop(size))) return BLOCK(c);
    if (size >= mapThreshold && (c = mapChunk(size))) return BLOCK(c);
    if (!grow(size)) break;
  }
  errno = ENOMEM;
  return 0;
}

/* glibc's first block holds its cache; this one is only as large. */
static int begin(void) {
  return take(0x290) != 0;
}

static word chunkSize(size_t n) {
  return n + 8 < SMALLEST - 8 ? SMALLEST : n + 8 + 15 & ~15UL;
}

void *malloc(size_t n) {
  if (n > 0x7fffffffffffffff) {
    errno = ENOMEM;
    return 0;
  }
  if (!heapStart && !begin()) return 0;
  word size = chunkSize(n);
  word i = size / 16 - 2;
  if (i < 64 && counts[i]) {
    chunk *c = cached[i];
    if ((word)c & 15) __die("malloc(): unaligned tcache chunk detected\n");
    cached[i] = c->next;
    counts[i]--;
    c->back = 0;
    return BLOCK(c);
  }
  return take(size);
}
`

const freeing = String.raw`
static void unmap(chunk *c) {
  word base = (word)c - c->previous, total = SIZE(c) + c->previous;
  if ((base | total) & (PAGE - 1)) __die("munmap_chunk(): invalid pointer\n");
  if (SIZE(c) > mapThreshold && SIZE(c) <= 32 << 20) {
    mapThreshold = SIZE(c);
    trimThreshold = 2 * mapThreshold;
  }
  __syscall("munmap", base, total);
}

static void checkCached(chunk *c, word i) {
  int left = counts[i];
  for (chunk *e = cached[i]; e && left--; e = e->next)
    if (e == c) __die("free(): double free detected in tcache 2\n");
}

static void freeFast(chunk *c, word size) {
  word after = SIZE(AFTER(c, size));
  if (AFTER(c, size)->size <= 16 || after > heapEnd - heapStart) __die("free(): invalid next size (fast)\n");
  if (fast[size / 16 - 2] == c) __die("double free or corruption (fasttop)\n");
  c->next = fast[size / 16 - 2];
  fast[size / 16 - 2] = c;
}

static void freeNormal(chunk *c, word size) {
  if (c == top) __die("double free or corruption (top)\n");
  chunk *next = AFTER(c, size);
  if (next > AFTER(top, SIZE(top))) __die("double free or corruption (out)\n");
  if (!(next->size & IN_USE)) __die("double free or corruption (!prev)\n");
  if (next->size <= 16 || SIZE(next) > heapEnd - heapStart) __die("free(): invalid next size (normal)\n");
  release(c);
  if (size >= 65536 && SIZE(top) >= trimThreshold) {
    consolidate();
    trim();
  }
}

void free(void *p) {
  if (!p) return;
  chunk *c = CHUNK(p);
  if (c->size & MAPPED) {
    unmap(c);
    return;
  }
  word size = SIZE(c);
  if ((word)c > -size || (word)c & 15) __die("free(): invalid pointer\n");
  if (size < SMALLEST || size & 15) __die("free(): invalid size\n");
  word i = size / 16 - 2;
  if (i < 64) {
    if ((word)c->back == KEY) checkCached(c, i);
    if (counts[i] < 7) {
      c->next = cached[i];
      c->back = (chunk *)KEY;
      cached[i] = c;
      counts[i]++;
      return;
    }
  }
  if (size <= 128) freeFast(c, size);
  else freeNormal(c, size);
}
`

const resizing = String.raw`
void *calloc(size_t count, size_t each) {
  size_t n = count * each;
  if (each && n / each != count || n > 0x7fffffffffffffff) {
    errno = ENOMEM;
    return 0;
  }
  if (!heapStart && !begin()) return 0;
  word end = heapEnd, start = (word)top, room = SIZE(top);
  void *p = take(chunkSize(n));
  if (!p) return 0;
  chunk *c = CHUNK(p);
  if (c->size & MAPPED) return p;
  word dirty = SIZE(c) - 8;
  /* What the heap has grown by is zero already. */
  if (end != heapEnd && (word)c == start && dirty > room) dirty = room;
  __intrinsic("memset", p, 0, dirty);
  return p;
}

static void cut(chunk *c, word have, word size) {
  if (have - size < SMALLEST) return;
  chunk *rest = AFTER(c, size);
  rest->size = (have - size) | IN_USE;
  c->size = size | (c->size & FLAGS);
  release(rest);
}

/* Makes a chunk larger where it stands, if what follows is free. */
static int extend(chunk *c, word have, word size) {
  chunk *next = AFTER(c, have);
  if (next == top) {
    if (have + SIZE(top) < size + SMALLEST) return 0;
    word rest = have + SIZE(top) - size;
    top = AFTER(c, size);
    top->size = rest | IN_USE;
    c->size = size | (c->size & FLAGS);
    return 1;
  }
  if (AFTER(next, SIZE(next))->size & IN_USE || have + SIZE(next) < size) return 0;
  unlinkChunk(next);
  have += SIZE(next);
  c->size = have | (c->size & FLAGS);
  AFTER(c, have)->size |= IN_USE;
  cut(c, have, size);
  return 1;
}

void *realloc(void *p, size_t n) {
  if (!p) return malloc(n);
  if (!n) {
    free(p);
    return 0;
  }
  chunk *c = CHUNK(p);
  word have = SIZE(c), size = chunkSize(n);
  if (n > 0x7fffffffffffffff) {
    errno = ENOMEM;
    return 0;
  }
  if ((word)c > -have || (word)c & 15) __die("realloc(): invalid pointer\n");
  if (c->size & MAPPED) {
    if ((size + 8 + PAGE - 1 & ~(PAGE - 1)) == have) return p;
  } else {
    if (have < SMALLEST || have & 15) __die("realloc(): invalid old size\n");
    if (AFTER(c, have)->size <= 16) __die("realloc(): invalid next size\n");
    if (have >= size) {
      cut(c, have, size);
      return p;
    }
    if (extend(c, have, size)) return p;
  }
  void *fresh = malloc(n);
  if (!fresh) return 0;
  word keep = have - (c->size & MAPPED ? 16 : 8);
  __intrinsic("memcpy", fresh, p, keep < n ? keep : n);
  free(p);
  return fresh;
}

void *reallocarray(void *p, size_t count, size_t each) {
  size_t n = count * each;
  if (each && n / each != count) {
    errno = ENOMEM;
    return 0;
  }
  return realloc(p, n);
}
`

const aligning = `
static void *aligned(size_t align, size_t n) {
  if (align <= 16) return malloc(n);
  if (align < SMALLEST) align = SMALLEST;
  word size = chunkSize(n);
  char *p = malloc(size + align + SMALLEST);
  if (!p) return 0;
  chunk *c = CHUNK(p);
  if ((word)p & (align - 1)) {
    char *at = (char *)(((word)p + align - 1) & -align) - 16;
    if (at - (char *)c < SMALLEST) at += align;
    chunk *moved = (chunk *)at;
    word lead = at - (char *)c, rest = SIZE(c) - lead;
    if (c->size & MAPPED) {
      moved->previous = c->previous + lead;
      moved->size = rest | MAPPED;
      return BLOCK(moved);
    }
    moved->size = rest | IN_USE;
    c->size = lead | (c->size & FLAGS);
    release(c);
    c = moved;
  }
  if (!(c->size & MAPPED)) cut(c, SIZE(c), size);
  return BLOCK(c);
}

int posix_memalign(void **where, size_t align, size_t n) {
  if (align % sizeof(void *) || align & (align - 1) || !align) return EINVAL;
  int saved = errno;
  void *p = aligned(align, n);
  errno = saved;
  if (!p) return ENOMEM;
  *where = p;
  return 0;
}

void *memalign(size_t align, size_t n) {
  size_t power = 16;
  while (power < align) power <<= 1;
  return aligned(power, n);
}

void *aligned_alloc(size_t align, size_t n) {
  return memalign(align, n);
}

void *valloc(size_t n) {
  return aligned(PAGE, n);
}

size_t malloc_usable_size(void *p) {
  return p ? SIZE(CHUNK(p)) - (CHUNK(p)->size & MAPPED ? 16 : 8) : 0;
}

int malloc_trim(size_t pad) {
  consolidate();
  trim();
  return 1;
}

int mallopt(int parameter, int value) {
  if (parameter == -3) mapThreshold = value;
  if (parameter == -1) trimThreshold = value;
  return 1;
}
`

export const MALLOC = [layout, state, bins, growing, allocating, freeing, resizing, aligning].join('')
