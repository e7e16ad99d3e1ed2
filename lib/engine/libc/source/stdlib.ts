/** <stdlib.h> apart from memory and ending: numbers, order, chance, environment, files of its own. */

export const NUMBER = `#include <internal/libc.h>
#include <stdlib.h>
#include <inttypes.h>
long strtol(const char *s, char **end, int base) { return __intrinsic("strtol", s, end, (long)base, &errno); }
long long strtoll(const char *s, char **end, int base) { return __intrinsic("strtol", s, end, (long)base, &errno); }
intmax_t strtoimax(const char *s, char **end, int base) { return __intrinsic("strtol", s, end, (long)base, &errno); }
unsigned long strtoul(const char *s, char **end, int base) { return __intrinsic("strtoul", s, end, (long)base, &errno); }
unsigned long long strtoull(const char *s, char **end, int base) { return __intrinsic("strtoul", s, end, (long)base, &errno); }
uintmax_t strtoumax(const char *s, char **end, int base) { return __intrinsic("strtoul", s, end, (long)base, &errno); }
int atoi(const char *s) { return (int)__intrinsic("strtol", s, 0L, 10L, &errno); }
long atol(const char *s) { return __intrinsic("strtol", s, 0L, 10L, &errno); }
long long atoll(const char *s) { return __intrinsic("strtol", s, 0L, 10L, &errno); }
double strtod(const char *s, char **end) { return __intrinsic_d("strtod", s, end, &errno); }
double atof(const char *s) { return __intrinsic_d("strtod", s, 0L, &errno); }

float strtof(const char *s, char **end) {
  double value = __intrinsic_d("strtod", s, end, &errno);
  float narrow = (float)value;
  if (narrow - narrow != 0 && value - value == 0) errno = ERANGE;
  return narrow;
}

int abs(int n) { return n < 0 ? -n : n; }
long labs(long n) { return n < 0 ? -n : n; }
long long llabs(long long n) { return n < 0 ? -n : n; }
intmax_t imaxabs(intmax_t n) { return n < 0 ? -n : n; }

div_t div(int n, int d) {
  div_t r = {n / d, n % d};
  return r;
}

ldiv_t ldiv(long n, long d) {
  ldiv_t r = {n / d, n % d};
  return r;
}

lldiv_t lldiv(long long n, long long d) {
  lldiv_t r = {n / d, n % d};
  return r;
}

imaxdiv_t imaxdiv(intmax_t n, intmax_t d) {
  imaxdiv_t r = {n / d, n % d};
  return r;
}
`

/** glibc sorts by merging, so that equal elements keep their order and comparisons come in the same sequence. */
export const SORT = `#include <internal/libc.h>
#include <stdlib.h>
#include <string.h>
struct sort { size_t size; int (*compare)(const void *, const void *, void *); void *argument; char *spare; };

static void merge(const struct sort *s, char *base, size_t n) {
  if (n <= 1) return;
  size_t size = s->size, left = n / 2, right = n - left;
  char *a = base, *b = base + left * size, *to = s->spare;
  merge(s, a, left);
  merge(s, b, right);
  while (left > 0 && right > 0) {
    if (s->compare(a, b, s->argument) <= 0) {
      memcpy(to, a, size);
      a += size;
      left--;
    } else {
      memcpy(to, b, size);
      b += size;
      right--;
    }
    to += size;
  }
  if (left > 0) memcpy(to, a, left * size);
  memcpy(base, s->spare, (n - right) * size);
}

/* Large elements are sorted as pointers, then put in their places. */
static void mergeLarge(struct sort *s, char *base, size_t n, char **order) {
  size_t size = s->size;
  for (size_t i = 0; i < n; i++) order[i] = base + i * size;
  char **spare = order + n;
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t low = 0; low < n; low += 2 * width) {
      size_t i = low, middle = low + width < n ? low + width : n, high = low + 2 * width < n ? low + 2 * width : n;
      size_t j = middle;
      for (size_t k = low; k < high; k++)
        spare[k] = j >= high || i < middle && s->compare(order[i], order[j], s->argument) <= 0 ? order[i++] : order[j++];
    }
    memcpy(order, spare, n * sizeof *order);
  }
}

void qsort_r(void *base, size_t n, size_t size, __compar_d_fn_t compare, void *argument) {
  struct sort s = {size, compare, argument, 0};
  size_t total = n * size;
  if (n < 2 || !size) return;
  s.spare = total < 1024 ? __builtin_alloca(total) : malloc(total);
  if (!s.spare) return;
  merge(&s, base, n);
  if (total >= 1024) free(s.spare);
}

static int withoutArgument(const void *a, const void *b, void *compare) {
  return ((__compar_fn_t)compare)(a, b);
}

void qsort(void *base, size_t n, size_t size, __compar_fn_t compare) {
  qsort_r(base, n, size, withoutArgument, (void *)compare);
}

void *bsearch(const void *key, const void *base, size_t n, size_t size, __compar_fn_t compare) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const char *at = (const char *)base + middle * size;
    int order = compare(key, at);
    if (order == 0) return (void *)at;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return 0;
}
`

/** The generators of glibc that a lock guards: random() is its additive feedback of degree 31, and rand() the same. */
export const RANDOM = `#include <internal/libc.h>
#include <stdlib.h>
static int table[32], type = 3, front = 3, rear, degree = 31, separation = 3, ready, lock;
static int *state = table + 1;
static const int degrees[] = {0, 7, 15, 31, 63}, separations[] = {0, 3, 1, 3, 1};

static void seed(unsigned s) {
  int word = s ? s : 1;
  state[0] = word;
  if (degree == 0) return;
  for (int i = 1; i < degree; i++) {
    long high = word / 127773, low = word % 127773;
    word = 16807 * low - 2836 * high;
    if (word < 0) word += 2147483647;
    state[i] = word;
  }
  front = separation;
  rear = 0;
}

static long draw(void) {
  if (degree == 0) return state[0] = (state[0] * 1103515245U + 12345U) & 0x7fffffff;
  unsigned value = (unsigned)state[front] + (unsigned)state[rear];
  state[front] = value;
  if (++front == degree) front = 0;
  if (++rear == degree) rear = 0;
  return value >> 1;
}

static void start(unsigned s) {
  seed(s);
  for (int i = 0; i < 10 * degree; i++) draw();
  ready = 1;
}

/* Threads share the sequence: whose turn it is can be seen. */
long random(void) {
  __atomic_exchange_n(&lock, 0, 5);
  if (!ready) start(1);
  return draw();
}

void srandom(unsigned s) {
  __atomic_exchange_n(&lock, 0, 5);
  start(s);
}

int rand(void) { return random(); }
void srand(unsigned s) { srandom(s); }

/* In front of a state lie its kind and where it stands. */
static char *leave(void) {
  state[-1] = rear * 5 + type;
  return (char *)(state - 1);
}

static void enter(int kind, char *memory) {
  type = kind;
  degree = degrees[kind];
  separation = separations[kind];
  state = (int *)memory + 1;
}

char *initstate(unsigned s, char *memory, size_t size) {
  if (size < 8) {
    errno = EINVAL;
    return 0;
  }
  if (!ready) start(1);
  char *old = leave();
  enter(size < 32 ? 0 : size < 64 ? 1 : size < 128 ? 2 : size < 256 ? 3 : 4, memory);
  start(s);
  leave();
  return old;
}

char *setstate(char *memory) {
  char *old = leave();
  int word = *(int *)memory;
  enter(word % 5, memory);
  rear = word / 5;
  front = degree ? (rear + separation) % degree : 0;
  return old;
}
`

/** Those that keep where they stand with the program, or without a lock. */
export const RANDOM_BARE = `#include <stdlib.h>
int rand_r(unsigned *s) {
  unsigned next = *s * 1103515245 + 12345;
  int result = next / 65536 % 2048;
  next = next * 1103515245 + 12345;
  result = result << 10 ^ next / 65536 % 1024;
  next = next * 1103515245 + 12345;
  result = result << 10 ^ next / 65536 % 1024;
  *s = next;
  return result;
}

static unsigned short x48[3];

static unsigned long step48(unsigned short x[3]) {
  unsigned long value = x[0] | (unsigned long)x[1] << 16 | (unsigned long)x[2] << 32;
  value = (value * 0x5deece66dUL + 11) & 0xffffffffffffUL;
  x[0] = value;
  x[1] = value >> 16;
  x[2] = value >> 32;
  return value;
}

double erand48(unsigned short x[3]) { return step48(x) / 281474976710656.0; }
long nrand48(unsigned short x[3]) { return step48(x) >> 17; }
long jrand48(unsigned short x[3]) { return (int)(step48(x) >> 16); }
double drand48(void) { return erand48(x48); }
long lrand48(void) { return nrand48(x48); }
long mrand48(void) { return jrand48(x48); }

void srand48(long s) {
  x48[0] = 0x330e;
  x48[1] = s;
  x48[2] = s >> 16;
}

unsigned short *seed48(unsigned short x[3]) {
  static unsigned short old[3];
  for (int i = 0; i < 3; i++) {
    old[i] = x48[i];
    x48[i] = x[i];
  }
  return old;
}
`

export const ENVIRONMENT = `#include <internal/libc.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
static char **owned;

static char **find(const char *name, size_t n) {
  for (char **e = environ; e && *e; e++) if (!strncmp(*e, name, n) && (*e)[n] == '=') return e;
  return 0;
}

char *getenv(const char *name) {
  size_t n = strlen(name);
  char **e = n ? find(name, n) : 0;
  return e ? *e + n + 1 : 0;
}

char *secure_getenv(const char *name) { return getenv(name); }

/* Puts "name=value" in place; the list itself is copied when it must grow. */
static int put(char *text, size_t n, int replace) {
  char **e = find(text, n);
  if (e) {
    if (replace) *e = text;
    return 0;
  }
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **list = realloc(environ == owned ? owned : 0, (count + 2) * sizeof *list);
  if (!list) return -1;
  if (environ != owned && count) memcpy(list, environ, count * sizeof *list);
  list[count] = text;
  list[count + 1] = 0;
  environ = owned = list;
  return 0;
}

int setenv(const char *name, const char *value, int replace) {
  size_t n = name ? strlen(name) : 0;
  if (!n || strchr(name, '=')) return __result(-EINVAL);
  if (!replace && find(name, n)) return 0;
  char *text = malloc(n + strlen(value) + 2);
  if (!text) return -1;
  memcpy(text, name, n);
  text[n] = '=';
  strcpy(text + n + 1, value);
  return put(text, n, 1);
}

int unsetenv(const char *name) {
  size_t n = name ? strlen(name) : 0;
  if (!n || strchr(name, '=')) return __result(-EINVAL);
  for (char **e; (e = find(name, n));) do e[0] = e[1];
  while (*e++);
  return 0;
}

int putenv(char *text) {
  char *equals = strchr(text, '=');
  return equals ? put(text, equals - text, 1) : unsetenv(text);
}

int clearenv(void) {
  environ = 0;
  return 0;
}

/* Names that do not exist yet, in an order of their own: there is no chance in here. Threads share it: whose turn it is can be seen. */
static char *nextName(char *template, int suffix) {
  static unsigned given;
  size_t n = strlen(template);
  if (n < 6 + (size_t)suffix || strncmp(template + n - suffix - 6, "XXXXXX", 6)) return 0;
  char *at = template + n - suffix - 6;
  unsigned value = __atomic_fetch_add(&given, 1, 0) * 2654435761U + __syscall("getpid") * 40503U;
  for (int i = 0; i < 6; i++) {
    int d = value % 36;
    at[i] = d < 10 ? '0' + d : 'a' + d - 10;
    value = value / 36 + d * 7919;
  }
  return at;
}

static int makeFile(char *template, int suffix, int flags) {
  for (int tries = 0; tries < 100; tries++) {
    char *at = nextName(template, suffix);
    if (!at) return __result(-EINVAL);
    long fd = __syscall("open", template, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
    if (fd != -EEXIST) return __result(fd);
    memcpy(at, "XXXXXX", 6);
  }
  return __result(-EEXIST);
}

int mkstemp(char *template) { return makeFile(template, 0, 0); }
int mkostemp(char *template, int flags) { return makeFile(template, 0, flags); }
int mkstemps(char *template, int suffix) { return makeFile(template, suffix, 0); }

char *mkdtemp(char *template) {
  char *at = nextName(template, 0);
  if (!at) errno = EINVAL;
  return at && __result(__syscall("mkdir", template, 0700)) == 0 ? template : 0;
}

char *mktemp(char *template) {
  if (!nextName(template, 0)) *template = 0;
  return template;
}

char *realpath(const char *path, char *resolved) {
  char whole[4096], *to = whole;
  struct stat information;
  if (*path != '/' && __result(__syscall("getcwd", whole, sizeof whole)) < 0) return 0;
  to = *path == '/' ? whole : whole + strlen(whole);
  while (*path) {
    while (*path == '/') path++;
    size_t n = strcspn(path, "/");
    if (n == 2 && path[0] == '.' && path[1] == '.') {
      while (to > whole && *--to != '/');
    } else if (n && !(n == 1 && *path == '.')) {
      *to++ = '/';
      memcpy(to, path, n);
      to += n;
    }
    path += n;
  }
  if (to == whole || to == whole + 1 && *whole == '/') to = whole, *to++ = '/';
  *to = 0;
  if (__result(__syscall("stat", whole, &information)) < 0) return 0;
  return resolved ? strcpy(resolved, whole) : strdup(whole);
}

int getsubopt(char **option, char *const *tokens, char **value) {
  char *start = *option, *end = strchr(start, ',');
  if (end) *end++ = 0;
  else end = start + strlen(start);
  char *equals = strchr(start, '=');
  size_t n = equals ? (size_t)(equals - start) : strlen(start);
  *option = end;
  for (int i = 0; tokens[i]; i++) if (strlen(tokens[i]) == n && !strncmp(tokens[i], start, n)) {
    *value = equals ? equals + 1 : 0;
    return i;
  }
  *value = start;
  return -1;
}
`
