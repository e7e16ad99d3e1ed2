/** <search.h>: a hash table with open addresses, a red-black tree (Guibas and Sedgewick, 1978), arrays and lists. */

const table = `#include <internal/libc.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
struct _ENTRY { unsigned used; ENTRY entry; };
static struct hsearch_data common;

int hcreate_r(size_t count, struct hsearch_data *t) {
  if (t->table) return 0;
  t->size = count < 3 ? 3 : count | 1;
  t->filled = 0;
  t->table = calloc(t->size, sizeof *t->table);
  return t->table != 0;
}

void hdestroy_r(struct hsearch_data *t) {
  free(t->table);
  t->table = 0;
}

int hsearch_r(ENTRY item, ACTION action, ENTRY **result, struct hsearch_data *t) {
  unsigned hash = strlen(item.key);
  for (const char *p = item.key; *p; p++) hash = hash * 31 + (unsigned char)*p;
  for (unsigned i = 0; i < t->size; i++) {
    struct _ENTRY *e = &t->table[(hash + i) % t->size];
    if (e->used && strcmp(e->entry.key, item.key)) continue;
    if (!e->used && action == FIND) break;
    if (!e->used) {
      e->used = 1;
      e->entry = item;
      t->filled++;
    }
    *result = &e->entry;
    return 1;
  }
  *result = 0;
  errno = action == FIND ? ESRCH : ENOMEM;
  return 0;
}

int hcreate(size_t count) { return hcreate_r(count, &common); }
void hdestroy(void) { hdestroy_r(&common); }

ENTRY *hsearch(ENTRY item, ACTION action) {
  ENTRY *result;
  hsearch_r(item, action, &result, &common);
  return result;
}
`

const tree = `
/* What a caller sees of a node is its first member. */
struct node { const void *key; struct node *left, *right, *parent; int red; };

void *tfind(const void *key, void *const *root, __compar_fn_t compare) {
  struct node *n = root ? *root : 0;
  while (n) {
    int order = compare(key, n->key);
    if (!order) return n;
    n = order < 0 ? n->left : n->right;
  }
  return 0;
}

/* Puts b where a stands below a's parent. */
static void replace(void **root, struct node *a, struct node *b) {
  if (!a->parent) *root = b;
  else if (a->parent->left == a) a->parent->left = b;
  else a->parent->right = b;
  if (b) b->parent = a->parent;
}

/* The child on one side comes up, and n goes down to the other. */
static void rotate(void **root, struct node *n, int left) {
  struct node *up = left ? n->right : n->left, *middle = left ? up->left : up->right;
  replace(root, n, up);
  if (left) n->right = middle, up->left = n;
  else n->left = middle, up->right = n;
  if (middle) middle->parent = n;
  n->parent = up;
}

static int isRed(const struct node *n) { return n && n->red; }

/* After an insertion: no red node has a red child. */
static void mendInsertion(void **root, struct node *n) {
  while (isRed(n->parent)) {
    struct node *parent = n->parent, *grand = parent->parent;
    int left = grand->left == parent;
    struct node *uncle = left ? grand->right : grand->left;
    if (isRed(uncle)) {
      parent->red = uncle->red = 0;
      grand->red = 1;
      n = grand;
      continue;
    }
    if (n == (left ? parent->right : parent->left)) {
      rotate(root, parent, left);
      struct node *other = n;
      n = parent;
      parent = other;
    }
    parent->red = 0;
    grand->red = 1;
    rotate(root, grand, !left);
  }
  ((struct node *)*root)->red = 0;
}

void *tsearch(const void *key, void **root, __compar_fn_t compare) {
  struct node *parent = 0, *n = root ? *root : 0;
  int order = 0;
  if (!root) return 0;
  while (n) {
    order = compare(key, n->key);
    if (!order) return n;
    parent = n;
    n = order < 0 ? n->left : n->right;
  }
  n = malloc(sizeof *n);
  if (!n) return 0;
  *n = (struct node){key, 0, 0, parent, 1};
  if (!parent) *root = n;
  else if (order < 0) parent->left = n;
  else parent->right = n;
  mendInsertion(root, n);
  return n;
}

/* After a black node has gone: each way down has as many black ones again. n may be nothing, so its parent is told. */
static void mendDeletion(void **root, struct node *n, struct node *parent) {
  while (parent && !isRed(n)) {
    int left = parent->left == n;
    struct node *brother = left ? parent->right : parent->left;
    if (brother->red) {
      brother->red = 0;
      parent->red = 1;
      rotate(root, parent, left);
      brother = left ? parent->right : parent->left;
    }
    struct node *near = left ? brother->left : brother->right, *far = left ? brother->right : brother->left;
    if (!isRed(near) && !isRed(far)) {
      brother->red = 1;
      n = parent;
      parent = n->parent;
      continue;
    }
    if (!isRed(far)) {
      near->red = 0;
      brother->red = 1;
      rotate(root, brother, !left);
      far = brother;
      brother = near;
    }
    brother->red = parent->red;
    parent->red = far->red = 0;
    rotate(root, parent, left);
    n = *root;
    break;
  }
  if (n) n->red = 0;
}

void *tdelete(const void *key, void **root, __compar_fn_t compare) {
  struct node *n = tfind(key, root, compare);
  if (!n) return 0;
  struct node *result = n->parent ? n->parent : n, *gone = n;
  if (n->left && n->right) {
    for (gone = n->right; gone->left;) gone = gone->left;
    n->key = gone->key;
  }
  struct node *child = gone->left ? gone->left : gone->right, *parent = gone->parent;
  replace(root, gone, child);
  if (!gone->red) mendDeletion(root, child, parent);
  free(gone);
  return result;
}

static void walk(const struct node *n, __action_fn_t action, int level) {
  if (!n->left && !n->right) {
    action(n, leaf, level);
    return;
  }
  action(n, preorder, level);
  if (n->left) walk(n->left, action, level + 1);
  action(n, postorder, level);
  if (n->right) walk(n->right, action, level + 1);
  action(n, endorder, level);
}

void twalk(const void *root, __action_fn_t action) { if (root && action) walk(root, action, 0); }

void tdestroy(void *root, void (*release)(void *node)) {
  struct node *n = root;
  if (!n) return;
  tdestroy(n->left, release);
  tdestroy(n->right, release);
  release((void *)n->key);
  free(n);
}
`

const list = `
void *lfind(const void *key, const void *base, size_t *count, size_t width, __compar_fn_t compare) {
  const char *p = base;
  for (size_t i = 0; i < *count; i++, p += width) if (!compare(key, p)) return (void *)p;
  return 0;
}

void *lsearch(const void *key, void *base, size_t *count, size_t width, __compar_fn_t compare) {
  void *found = lfind(key, base, count, width, compare);
  return found ? found : memcpy((char *)base + (*count)++ * width, key, width);
}

struct link { struct link *next, *before; };

void insque(void *element, void *before) {
  struct link *e = element, *b = before;
  e->before = b;
  e->next = b ? b->next : 0;
  if (b) b->next = e;
  if (e->next) e->next->before = e;
}

void remque(void *element) {
  struct link *e = element;
  if (e->next) e->next->before = e->before;
  if (e->before) e->before->next = e->next;
}
`

export const SEARCH = [table, tree, list].join('')
