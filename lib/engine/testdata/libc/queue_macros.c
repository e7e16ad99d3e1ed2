/* The lists of <sys/queue.h>. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>
struct item { int n; TAILQ_ENTRY(item) tail; LIST_ENTRY(item) list; SLIST_ENTRY(item) single; STAILQ_ENTRY(item) queue; SIMPLEQ_ENTRY(item) simple; };
TAILQ_HEAD(tailhead, item);
LIST_HEAD(listhead, item);
SLIST_HEAD(singlehead, item);
STAILQ_HEAD(queuehead, item);
SIMPLEQ_HEAD(simplehead, item);
int main(void) {
  struct item items[6], *p;
  for (int i = 0; i < 6; i++) items[i].n = i;
  struct tailhead tail = TAILQ_HEAD_INITIALIZER(tail);
  printf("%d\n", TAILQ_EMPTY(&tail));
  TAILQ_INSERT_TAIL(&tail, &items[1], tail);
  TAILQ_INSERT_TAIL(&tail, &items[2], tail);
  TAILQ_INSERT_HEAD(&tail, &items[0], tail);
  TAILQ_INSERT_AFTER(&tail, &items[2], &items[4], tail);
  TAILQ_INSERT_BEFORE(&items[4], &items[3], tail);
  TAILQ_REMOVE(&tail, &items[1], tail);
  TAILQ_FOREACH(p, &tail, tail) printf("%d ", p->n);
  TAILQ_FOREACH_REVERSE(p, &tail, tailhead, tail) printf("%d ", p->n);
  printf("%d %d %d\n", TAILQ_FIRST(&tail)->n, TAILQ_LAST(&tail, tailhead)->n, TAILQ_PREV(&items[3], tailhead, tail)->n);
  struct listhead list;
  LIST_INIT(&list);
  LIST_INSERT_HEAD(&list, &items[2], list);
  LIST_INSERT_AFTER(&items[2], &items[4], list);
  LIST_INSERT_BEFORE(&items[4], &items[3], list);
  LIST_INSERT_HEAD(&list, &items[1], list);
  LIST_REMOVE(&items[2], list);
  LIST_FOREACH(p, &list, list) printf("%d ", p->n);
  printf("%d %d\n", LIST_EMPTY(&list), LIST_NEXT(LIST_FIRST(&list), list)->n);
  struct singlehead single = SLIST_HEAD_INITIALIZER(single);
  for (int i = 0; i < 4; i++) SLIST_INSERT_HEAD(&single, &items[i], single);
  SLIST_INSERT_AFTER(&items[2], &items[5], single);
  SLIST_REMOVE(&single, &items[1], item, single);
  SLIST_REMOVE_HEAD(&single, single);
  SLIST_FOREACH(p, &single, single) printf("%d ", p->n);
  printf("%d\n", SLIST_FIRST(&single)->n);
  struct queuehead queue;
  STAILQ_INIT(&queue);
  for (int i = 0; i < 3; i++) STAILQ_INSERT_TAIL(&queue, &items[i], queue);
  STAILQ_INSERT_HEAD(&queue, &items[3], queue);
  STAILQ_INSERT_AFTER(&queue, &items[2], &items[4], queue);
  STAILQ_REMOVE(&queue, &items[0], item, queue);
  STAILQ_REMOVE_HEAD(&queue, queue);
  STAILQ_FOREACH(p, &queue, queue) printf("%d ", p->n);
  printf("%d\n", STAILQ_EMPTY(&queue));
  struct simplehead simple = SIMPLEQ_HEAD_INITIALIZER(simple);
  SIMPLEQ_INSERT_TAIL(&simple, &items[1], simple);
  SIMPLEQ_INSERT_HEAD(&simple, &items[0], simple);
  SIMPLEQ_FOREACH(p, &simple, simple) printf("%d ", p->n);
  printf("%d\n", SIMPLEQ_NEXT(SIMPLEQ_FIRST(&simple), simple)->n);
  return 0;
}
