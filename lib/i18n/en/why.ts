import type { Narration, Part } from '../narration'
import type { Waits, Why } from '../reason'
import { duration } from './duration'

/** Words of why a task is not running. */
export const why = {
  none: 'There is no task any more.',
  more: 'and {n} more',
  say,
}

function say(task: number, reason: Why): Narration {
  const who = { task }
  switch (reason.kind) {
    case 'runs':
      return [who, ` is running on core ${reason.core}.`]
    case 'ready': {
      const { before, running } = reason
      const queue =
        before === 0
          ? 'is next in the run queue'
          : `could run: ${before} ${before === 1 ? 'task is' : 'tasks are'} before it in the run queue`
      if (running.length === 0) return [who, ` ${queue}.`]
      return [
        who,
        ` ${queue}. `,
        ...list(running),
        running.length === 1 ? ' has the core.' : ' have the cores.',
      ]
    }
    case 'stopped':
      return [who, ' was stopped by a signal and goes on when it is sent SIGCONT.']
    case 'ended':
      return reason.parent === null
        ? [who, ' has ended.']
        : [
            who,
            ` has ended${reason.status === null ? '' : ` with status ${reason.status}`}. `,
            { task: reason.parent },
            ' has not asked for its status yet: it stays as a zombie.',
          ]
    case 'waits':
      return [who, ...waits(reason), ...ring(reason)]
  }
}

function waits({ call, object, on, left }: Waits): Part[] {
  const at: Part[] = object === null ? [] : [{ code: object }, ' ']
  const by: Part[] = [' ', { code: call }]
  const self: Part[] =
    left === null || on.what === 'time' ? [] : [` It wakes by itself in ${duration(left)}.`]
  switch (on.what) {
    case 'owner':
      return [
        ' waits until ',
        { task: on.task },
        ' lets go of ',
        { code: object ?? 'the lock' },
        '.',
        ...by,
        ...self,
      ]
    case 'end':
      return [' waits until ', { task: on.task }, ' has ended.', ...by, ...self]
    case 'exec':
      return [' waits until ', { task: on.task }, ' has ended or called exec.', ...by]
    case 'writers':
      return [' waits for bytes in ', ...at, ...ends(on, 'write to it', 'written'), ...by, ...self]
    case 'readers':
      return [' waits for room in ', ...at, ...ends(on, 'read from it', 'read'), ...by, ...self]
    case 'children':
      return on.tasks.length === 0
        ? [' waits for a child.', ...by]
        : [' waits until ', ...list(on.tasks, 'or'), ' has ended.', ...by]
    case 'barrier':
      return [' waits at ', ...at, `until all ${on.of} are there: ${on.here} have come.`, ...by]
    case 'condition':
      return [' waits until somebody signals ', { code: object ?? 'the condition' }, '.', ...by, ...self]
    case 'semaphore':
      return [' waits until ', { code: object ?? 'the semaphore' }, ' is above 0.', ...by, ...self]
    case 'rwlock':
      return [' waits until ', { code: object ?? 'the lock' }, ' is free for it.', ...by, ...self]
    case 'time':
      return [` sleeps for another ${duration(left ?? 0)}.`, ...by]
    case 'event':
      return [
        ' waits for ',
        ...(object === null ? ['something that has not come yet.'] : [{ code: object }, '.']),
        ...by,
        ...self,
      ]
  }
}

function ends(
  { tasks, isOnlyItself }: { readonly tasks: readonly number[]; readonly isOnlyItself: boolean },
  could: string,
  done: string,
): Part[] {
  if (tasks.length === 0) return [`. Nobody could ${could}.`]
  if (isOnlyItself) return [`. Only it could ${could} itself: nothing is ${done} as long as it waits.`]
  return ['. ', ...list(tasks), ` could ${could}.`]
}

function ring({ ring }: Waits): Part[] {
  if (!ring) return []
  if (ring.length === 1) return [' It waits for itself: that never comes.']
  return [' They wait for each other in a circle: ', ...list(ring), '. None of them goes on.']
}

function list(tasks: readonly number[], and = 'and'): Part[] {
  return tasks.flatMap((task, i): Part[] => {
    if (i === 0) return [{ task }]
    return [i === tasks.length - 1 ? ` ${and} ` : ', ', { task }]
  })
}
