import { taskLetter } from '@/lib/engine/task-letter'
import type { Narration, Part } from '../narration'
import { type Deed, quoted } from '../tell'
import { josa } from './josa'

/** 호출이 이룬 일을 한 문장으로. */
export function deed(e: Deed, who: number): Narration {
  const subject: Part[] = [{ task: who }, josa(taskLetter(who), '이가')]
  switch (e.what) {
    case 'sent':
      return [...subject, ' ', ...place(e), '에 ', ...content(e), ' 보냈습니다.']
    case 'received':
      if (e.size === 0 && e.rank === null)
        return [...subject, ` 소켓(fd ${e.fd})에서 아무것도 받지 못했습니다. 상대 쪽이 닫혔습니다.`]
      return [...subject, ' ', ...place(e), '에서 ', ...content(e), ' 받았습니다.']
    case 'opened':
      if (e.from !== null)
        return [
          ...subject,
          ` 디스크립터 ${e.fd}번이 ${e.from}번과 같은 것(`,
          { code: e.object },
          ')을 가리키게 했습니다.',
        ]
      return [
        ...subject,
        ' ',
        { code: e.call },
        `${josa(e.call, '으로')} `,
        ...(e.object.startsWith('/') ? [{ code: e.object }] : [NAMES[e.object] ?? e.object]),
        `의 디스크립터 ${e.fd}번을 얻었습니다.`,
      ]
    case 'paired':
      return [
        ...subject,
        ` 소켓 한 쌍을 만들었습니다. 디스크립터 ${e.one}번에 쓴 것은 ${e.other}번에서 읽고, 반대도 같습니다.`,
      ]
    case 'moved':
      return [
        ...subject,
        ' ',
        { code: e.object },
        `의 오프셋을 ${e.offset}${josa(String(e.offset), '으로')} 옮겼습니다.`,
      ]
    case 'signalled':
      return [
        ...subject,
        ' 조건 변수 ',
        { code: e.object },
        '에 신호를 보냈습니다. ',
        ...(e.waiting.length === 0
          ? ['기다리는 태스크가 없어 아무것도 남지 않습니다.']
          : ['거기서 ', ...list(e.waiting), ' 기다리고 있었습니다.']),
      ]
  }
}

type Carried = Extract<Deed, { what: 'sent' | 'received' }>

const NAMES: Readonly<Record<string, string>> = { socket: '소켓', pipe: '파이프', queue: '메시지 큐' }

function content({ text, size }: Carried): Part[] {
  return text === null ? [`${size}바이트를`] : [{ changed: quoted(text) }, `(${size}바이트)를`]
}

function place({ channel, fd, rank }: Carried): Part[] {
  if (channel === null) return [`소켓(fd ${fd})`]
  const order = rank ? `(${rank.style === 'posix' ? '우선순위' : '타입'} ${rank.number})` : ''
  // System V의 큐에는 이름이 없습니다.
  return ['메시지 큐 ', channel.startsWith('/') ? { code: channel } : channel.replace(/^queue /, ''), order]
}

function list(tasks: readonly number[]): Part[] {
  return tasks.flatMap((task, i): Part[] => [
    ...(i === 0 ? [] : [', ']),
    { task },
    ...(i === tasks.length - 1 ? [josa(taskLetter(task), '이가')] : []),
  ])
}
