import { taskLetter } from '@/lib/engine/task-letter'
import type { why as english } from '../en/why'
import type { Narration, Part } from '../narration'
import type { Waits, Why } from '../reason'
import { duration } from './duration'
import { type JosaKind, josa } from './josa'

/** 태스크가 왜 실행 중이 아닌지에 쓰는 말. */
export const why: typeof english = {
  none: '남은 태스크가 없습니다.',
  more: '그 밖에 {n}개',
  say,
}

const task = (index: number, kind: JosaKind): Part[] => [{ task: index }, josa(taskLetter(index), kind)]
const code = (text: string, kind: JosaKind): Part[] => [{ code: text }, josa(text, kind)]

function say(index: number, reason: Why): Narration {
  const who = task(index, '은는')
  switch (reason.kind) {
    case 'runs':
      return [...who, ` 코어 ${reason.core}에서 실행 중입니다.`]
    case 'ready': {
      const { before, running } = reason
      const queue =
        before === 0
          ? '준비 큐의 맨 앞에 있습니다.'
          : `실행할 수 있지만 준비 큐에 앞선 태스크가 ${before}개 있습니다.`
      return running.length === 0
        ? [...who, ` ${queue}`]
        : [...who, ` ${queue} 지금은 `, ...list(running, '이가'), ' 코어를 쓰고 있습니다.']
    }
    case 'stopped':
      return [...who, ' 시그널을 받아 멈췄습니다. SIGCONT를 받으면 이어서 실행됩니다.']
    case 'ended': {
      const status =
        reason.status === null ? '' : ` 상태 ${reason.status}${josa(String(reason.status), '으로')}`
      if (reason.parent === null) return [...who, ' 끝났습니다.']
      return [
        ...who,
        `${status} 끝났습니다. `,
        ...task(reason.parent, '이가'),
        ' 아직 상태를 묻지 않아 좀비로 남아 있습니다.',
      ]
    }
    case 'waits':
      return [...who, ' ', ...waits(reason), ...ring(reason)]
  }
}

function waits({ call, object, on, left }: Waits): Part[] {
  const by: Part[] = [' ', { code: call }]
  const self: Part[] =
    left === null || on.what === 'time' ? [] : [` ${duration(left)} 뒤에는 스스로 깨어납니다.`]
  switch (on.what) {
    case 'owner':
      return [
        ...task(on.task, '이가'),
        ' ',
        ...code(object ?? '락', '을를'),
        ' 풀기를 기다립니다.',
        ...by,
        ...self,
      ]
    case 'end':
      return [...task(on.task, '이가'), ' 끝나기를 기다립니다.', ...by, ...self]
    case 'exec':
      return [...task(on.task, '이가'), ' 끝나거나 exec를 부르기를 기다립니다.', ...by]
    case 'writers':
      return [{ code: object ?? '' }, '에 바이트가 오기를 기다립니다.', ...ends(on, '쓸'), ...by, ...self]
    case 'readers':
      return [{ code: object ?? '' }, '에 자리가 나기를 기다립니다.', ...ends(on, '읽을'), ...by, ...self]
    case 'children':
      return on.tasks.length === 0
        ? ['자식을 기다립니다.', ...by]
        : [...list(on.tasks, '이가', '나 '), ' 끝나기를 기다립니다.', ...by]
    case 'barrier':
      return [
        { code: object ?? '장벽' },
        `에서 ${on.of}개가 다 오기를 기다립니다. 지금까지 ${on.here}개가 왔습니다.`,
        ...by,
      ]
    case 'condition':
      return ['누군가 ', { code: object ?? '조건 변수' }, '에 신호를 보내기를 기다립니다.', ...by, ...self]
    case 'semaphore':
      return [...code(object ?? '세마포어', '이가'), ' 0보다 커지기를 기다립니다.', ...by, ...self]
    case 'rwlock':
      return [...code(object ?? '락', '이가'), ' 비기를 기다립니다.', ...by, ...self]
    case 'time':
      return [`${duration(left ?? 0)} 더 잡니다.`, ...by]
    case 'event':
      return [
        ...(object === null ? ['아직 오지 않은 일을'] : code(object, '을를')),
        ' 기다립니다.',
        ...by,
        ...self,
      ]
  }
}

function ends(
  { tasks, isOnlyItself }: { readonly tasks: readonly number[]; readonly isOnlyItself: boolean },
  could: string,
): Part[] {
  if (tasks.length === 0) return [` ${could} 수 있는 태스크가 없습니다.`]
  if (isOnlyItself) return [` ${could} 수 있는 것은 자신뿐이라, 기다리는 한 끝나지 않습니다.`]
  return [` ${could} 수 있는 것은 `, ...list(tasks), '입니다.']
}

function ring({ ring }: Waits): Part[] {
  if (!ring) return []
  if (ring.length === 1) return [' 자신을 기다리므로 끝나지 않습니다.']
  return [' ', ...list(ring, '이가'), ' 서로를 기다려 아무도 나아가지 못합니다.']
}

/** @param kind 마지막 이름 뒤에 붙는 조사 */
function list(tasks: readonly number[], kind?: JosaKind, between = ', '): Part[] {
  return tasks.flatMap((one, i): Part[] => {
    const before = i === 0 ? [] : [between]
    return [...before, ...(i === tasks.length - 1 && kind ? task(one, kind) : [{ task: one }])]
  })
}
