import type { watch as english } from '../en/watch'

/** 실험실에서 지켜보는 식의 말. */
export const watch: typeof english = {
  add: '지켜볼 식',
  addDone: '추가',
  help: '아무것도 바꾸지 않는 C 식이면 됩니다. 변수, 멤버, 배열 원소, 포인터가 가리키는 값, 계산식을 쓸 수 있습니다.',
  expression: '식',
  remove: '{text} 그만 보기',
  changed: '바뀜',
  unfinished: '식이 끝나지 않았습니다',
  problems: {
    syntax: '‘{text}’에서 읽을 수 없습니다',
    effect: '실행을 바꿀 수 있는 식은 지켜볼 수 없습니다: ‘{text}’',
    long: '너무 길거나 깊습니다. {text}자까지 쓸 수 있습니다',
    'no-frame': '프로그램의 함수 안에 있지 않습니다',
    unknown: '이 함수에 없는 이름입니다: {text}',
    unset: '{text}에 아직 값이 없습니다',
    'no-member': '이런 멤버가 없습니다: {text}',
    'no-pointer': '값을 가리키는 포인터가 아닙니다',
    'no-address': '주소가 없습니다',
    unmapped: '{text}에는 매핑된 것이 없습니다',
    operands: '이 타입에 쓸 수 없는 연산입니다: {text}',
    zero: '0으로 나눕니다',
  },
}
