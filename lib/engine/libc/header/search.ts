/** <search.h>: tables, trees and lists of pointers; <sys/queue.h>: lists of one's own structures. */

const search = `#ifndef _SEARCH_H
#define _SEARCH_H 1
#include <stddef.h>
typedef struct entry { char *key; void *data; } ENTRY;
typedef enum { FIND, ENTER } ACTION;
typedef enum { preorder, postorder, endorder, leaf } VISIT;
typedef int (*__compar_fn_t)(const void *, const void *);
typedef void (*__action_fn_t)(const void *node, VISIT when, int level);
int hcreate(size_t count);
void hdestroy(void);
ENTRY *hsearch(ENTRY item, ACTION action);
void *tsearch(const void *key, void **root, __compar_fn_t compare);
void *tfind(const void *key, void *const *root, __compar_fn_t compare);
void *tdelete(const void *restrict key, void **restrict root, __compar_fn_t compare);
void twalk(const void *root, __action_fn_t action);
void *lfind(const void *key, const void *base, size_t *count, size_t width, __compar_fn_t compare);
void *lsearch(const void *key, void *base, size_t *count, size_t width, __compar_fn_t compare);
void insque(void *element, void *before);
void remque(void *element);
#ifdef _GNU_SOURCE
struct hsearch_data { struct _ENTRY *table; unsigned int size, filled; };
struct qelem { struct qelem *q_forw, *q_back; char q_data[1]; };
int hcreate_r(size_t count, struct hsearch_data *table);
void hdestroy_r(struct hsearch_data *table);
int hsearch_r(ENTRY item, ACTION action, ENTRY **result, struct hsearch_data *table);
void tdestroy(void *root, void (*release)(void *node));
#endif
#endif
`

/** Singly linked with a head alone (SLIST) or with an end (STAILQ, SIMPLEQ); doubly linked (LIST, TAILQ, CIRCLEQ is gone from use). */
const single = `#define SLIST_HEAD(name, type) struct name { struct type *slh_first; }
#define SLIST_HEAD_INITIALIZER(head) { NULL }
#define SLIST_ENTRY(type) struct { struct type *sle_next; }
#define SLIST_INIT(head) ((head)->slh_first = NULL)
#define SLIST_EMPTY(head) ((head)->slh_first == NULL)
#define SLIST_FIRST(head) ((head)->slh_first)
#define SLIST_NEXT(e, link) ((e)->link.sle_next)
#define SLIST_FOREACH(e, head, link) for ((e) = SLIST_FIRST(head); (e); (e) = SLIST_NEXT(e, link))
#define SLIST_INSERT_HEAD(head, e, link) do { (e)->link.sle_next = (head)->slh_first; (head)->slh_first = (e); } while (0)
#define SLIST_INSERT_AFTER(at, e, link) do { (e)->link.sle_next = (at)->link.sle_next; (at)->link.sle_next = (e); } while (0)
#define SLIST_REMOVE_HEAD(head, link) ((head)->slh_first = (head)->slh_first->link.sle_next)
#define SLIST_REMOVE(head, e, type, link) do { \\
  struct type **__at = &(head)->slh_first; \\
  while (*__at != (e)) __at = &(*__at)->link.sle_next; \\
  *__at = (e)->link.sle_next; \\
} while (0)
`

const tailed = ['STAILQ', 'SIMPLEQ'].map((prefix) => {
  const p = prefix === 'STAILQ' ? 'stq' : 'sq'
  return `#define ${prefix}_HEAD(name, type) struct name { struct type *${p}h_first, **${p}h_last; }
#define ${prefix}_HEAD_INITIALIZER(head) { NULL, &(head).${p}h_first }
#define ${prefix}_ENTRY(type) struct { struct type *${p}e_next; }
#define ${prefix}_INIT(head) do { (head)->${p}h_first = NULL; (head)->${p}h_last = &(head)->${p}h_first; } while (0)
#define ${prefix}_EMPTY(head) ((head)->${p}h_first == NULL)
#define ${prefix}_FIRST(head) ((head)->${p}h_first)
#define ${prefix}_NEXT(e, link) ((e)->link.${p}e_next)
#define ${prefix}_FOREACH(e, head, link) for ((e) = ${prefix}_FIRST(head); (e); (e) = ${prefix}_NEXT(e, link))
#define ${prefix}_INSERT_HEAD(head, e, link) do { \\
  if (((e)->link.${p}e_next = (head)->${p}h_first) == NULL) (head)->${p}h_last = &(e)->link.${p}e_next; \\
  (head)->${p}h_first = (e); \\
} while (0)
#define ${prefix}_INSERT_TAIL(head, e, link) do { \\
  (e)->link.${p}e_next = NULL; \\
  *(head)->${p}h_last = (e); \\
  (head)->${p}h_last = &(e)->link.${p}e_next; \\
} while (0)
#define ${prefix}_INSERT_AFTER(head, at, e, link) do { \\
  if (((e)->link.${p}e_next = (at)->link.${p}e_next) == NULL) (head)->${p}h_last = &(e)->link.${p}e_next; \\
  (at)->link.${p}e_next = (e); \\
} while (0)
#define ${prefix}_REMOVE_HEAD(head, link) do { \\
  if (((head)->${p}h_first = (head)->${p}h_first->link.${p}e_next) == NULL) (head)->${p}h_last = &(head)->${p}h_first; \\
} while (0)
#define ${prefix}_REMOVE(head, e, type, link) do { \\
  struct type **__at = &(head)->${p}h_first; \\
  while (*__at != (e)) __at = &(*__at)->link.${p}e_next; \\
  if ((*__at = (e)->link.${p}e_next) == NULL) (head)->${p}h_last = __at; \\
} while (0)
`
})

const double = `#define LIST_HEAD(name, type) struct name { struct type *lh_first; }
#define LIST_HEAD_INITIALIZER(head) { NULL }
#define LIST_ENTRY(type) struct { struct type *le_next, **le_prev; }
#define LIST_INIT(head) ((head)->lh_first = NULL)
#define LIST_EMPTY(head) ((head)->lh_first == NULL)
#define LIST_FIRST(head) ((head)->lh_first)
#define LIST_NEXT(e, link) ((e)->link.le_next)
#define LIST_FOREACH(e, head, link) for ((e) = LIST_FIRST(head); (e); (e) = LIST_NEXT(e, link))
#define LIST_INSERT_HEAD(head, e, link) do { \\
  if (((e)->link.le_next = (head)->lh_first) != NULL) (head)->lh_first->link.le_prev = &(e)->link.le_next; \\
  (head)->lh_first = (e); \\
  (e)->link.le_prev = &(head)->lh_first; \\
} while (0)
#define LIST_INSERT_AFTER(at, e, link) do { \\
  if (((e)->link.le_next = (at)->link.le_next) != NULL) (at)->link.le_next->link.le_prev = &(e)->link.le_next; \\
  (at)->link.le_next = (e); \\
  (e)->link.le_prev = &(at)->link.le_next; \\
} while (0)
#define LIST_INSERT_BEFORE(at, e, link) do { \\
  (e)->link.le_prev = (at)->link.le_prev; \\
  (e)->link.le_next = (at); \\
  *(at)->link.le_prev = (e); \\
  (at)->link.le_prev = &(e)->link.le_next; \\
} while (0)
#define LIST_REMOVE(e, link) do { \\
  if ((e)->link.le_next != NULL) (e)->link.le_next->link.le_prev = (e)->link.le_prev; \\
  *(e)->link.le_prev = (e)->link.le_next; \\
} while (0)
#define TAILQ_HEAD(name, type) struct name { struct type *tqh_first, **tqh_last; }
#define TAILQ_HEAD_INITIALIZER(head) { NULL, &(head).tqh_first }
#define TAILQ_ENTRY(type) struct { struct type *tqe_next, **tqe_prev; }
#define TAILQ_INIT(head) do { (head)->tqh_first = NULL; (head)->tqh_last = &(head)->tqh_first; } while (0)
#define TAILQ_EMPTY(head) ((head)->tqh_first == NULL)
#define TAILQ_FIRST(head) ((head)->tqh_first)
#define TAILQ_NEXT(e, link) ((e)->link.tqe_next)
#define TAILQ_LAST(head, name) (*(((struct name *)((head)->tqh_last))->tqh_last))
#define TAILQ_PREV(e, name, link) (*(((struct name *)((e)->link.tqe_prev))->tqh_last))
#define TAILQ_FOREACH(e, head, link) for ((e) = TAILQ_FIRST(head); (e); (e) = TAILQ_NEXT(e, link))
#define TAILQ_FOREACH_REVERSE(e, head, name, link) for ((e) = TAILQ_LAST(head, name); (e); (e) = TAILQ_PREV(e, name, link))
#define TAILQ_INSERT_HEAD(head, e, link) do { \\
  if (((e)->link.tqe_next = (head)->tqh_first) != NULL) (head)->tqh_first->link.tqe_prev = &(e)->link.tqe_next; \\
  else (head)->tqh_last = &(e)->link.tqe_next; \\
  (head)->tqh_first = (e); \\
  (e)->link.tqe_prev = &(head)->tqh_first; \\
} while (0)
#define TAILQ_INSERT_TAIL(head, e, link) do { \\
  (e)->link.tqe_next = NULL; \\
  (e)->link.tqe_prev = (head)->tqh_last; \\
  *(head)->tqh_last = (e); \\
  (head)->tqh_last = &(e)->link.tqe_next; \\
} while (0)
#define TAILQ_INSERT_AFTER(head, at, e, link) do { \\
  if (((e)->link.tqe_next = (at)->link.tqe_next) != NULL) (e)->link.tqe_next->link.tqe_prev = &(e)->link.tqe_next; \\
  else (head)->tqh_last = &(e)->link.tqe_next; \\
  (at)->link.tqe_next = (e); \\
  (e)->link.tqe_prev = &(at)->link.tqe_next; \\
} while (0)
#define TAILQ_INSERT_BEFORE(at, e, link) do { \\
  (e)->link.tqe_prev = (at)->link.tqe_prev; \\
  (e)->link.tqe_next = (at); \\
  *(at)->link.tqe_prev = (e); \\
  (at)->link.tqe_prev = &(e)->link.tqe_next; \\
} while (0)
#define TAILQ_REMOVE(head, e, link) do { \\
  if ((e)->link.tqe_next != NULL) (e)->link.tqe_next->link.tqe_prev = (e)->link.tqe_prev; \\
  else (head)->tqh_last = (e)->link.tqe_prev; \\
  *(e)->link.tqe_prev = (e)->link.tqe_next; \\
} while (0)
`

export const SEARCH_HEADERS: Readonly<Record<string, string>> = {
  'search.h': search,
  'sys/queue.h': `#ifndef _SYS_QUEUE_H\n#define _SYS_QUEUE_H 1\n${single}${tailed.join('')}${double}#endif\n`,
}
