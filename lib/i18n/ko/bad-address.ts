import type { badAddress as english } from '../en/bad-address'
import { josa } from './josa'

/** 프로그램을 끝낸 접근의 말. */
export const badAddress: typeof english = {
  title: '접근한 주소',
  segments: {
    code: '코드',
    rodata: '읽기 전용 데이터',
    data: '데이터',
    bss: '0으로 채운 데이터',
    heap: '힙',
    mapping: '매핑한 메모리',
    shared: '공유 메모리',
    stack: '스택',
    tls: '스레드 지역 저장소',
    none: '보호 영역',
  },
  access: (task, { line, inLibrary }, address) =>
    `${task}${josa(task, '이가')} ${line}행에서 ${inLibrary ? '부른 라이브러리 함수 안에서 ' : ''}${address}에 접근했습니다.`,
  why: {
    null: () => '첫 64 KiB에는 아무것도 두지 않습니다. 널 포인터를 따라가면 이곳에 닿습니다.',
    forbidden: (segment, { readable }) =>
      readable
        ? `${segment} 영역이라 읽을 수만 있습니다.`
        : `${segment} 영역이지만 어떤 접근도 허용되지 않습니다.`,
    stack: (task) =>
      `${task}의 스택이 끝나는 곳이라 더 자랄 수 없습니다. 호출이 너무 깊거나 지역 변수가 너무 큽니다.`,
    gone: (segment, line) => `${segment} 영역이 있던 곳입니다. ${line}행에서 없어졌습니다.`,
    jump: (segment) => `코드로 실행하려 했지만 ${segment} 영역입니다.`,
    nothing: () => '어느 영역에도 들지 않습니다.',
  },
  nearest: ({ segment, bytes, isBehind }) =>
    bytes === '0'
      ? `가장 가까운 영역은 ${segment}이고, 그 끝 바로 다음 바이트입니다.`
      : `가장 가까운 영역은 ${segment}이고, 그 ${isBehind ? `끝에서 ${bytes}바이트 뒤` : `시작에서 ${bytes}바이트 앞`}입니다.`,
  pointer: (name, bytes, offset) =>
    offset === 0
      ? `${name}${josa(name, '이가')} 가리키는 곳입니다.`
      : `${name}${josa(name, '이가')} 가리키는 곳에서 ${bytes}바이트 ${offset > 0 ? '뒤' : '앞'}입니다.`,
  here: '접근',
  unmapped: '아무 영역도 아님',
  isNull: '늘 비어 있음',
  wasThere: (segment) => `${segment}${josa(segment, '이가')} 있던 곳`,
  stackOf: (segment, task) => `${task}의 ${segment}`,
}
