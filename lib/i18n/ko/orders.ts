import type { orders as english } from '../en/orders'

/** 프로그램의 모든 순서를 그린 그림의 말. */
export const orders: typeof english = {
  deedRead: '{name} 읽기',
  deedWrite: '{name} 쓰기',
  deedUpdate: '{name} 한 번에 읽고 쓰기',
  deedCall: '{call}',
  deedCallOn: '{call}, 대상 {object}',
  deedEnd: '종료',
  deedSignal: '시그널 처리',
  deedFence: '메모리 펜스',
  deedLibrary: '라이브러리 안의 일',
  deedClock: '시간이 흐름',
  line: '{n}행',
  prints: '출력 {text}',
  printsNothing: '출력 없음',
  exitStatus: '종료 상태 {n}',
  deadlock: '교착 상태',
  endless: '끝날 수 없음',
  steps: '{n}단계',

  race: '{name}의 데이터 경합',
  raceWhy:
    '화살표는 언제나 먼저 일어남을 뜻합니다. 이 두 접근은 화살표로 이어지지 않고, 적어도 하나는 쓰기입니다.',
  raceLanes: '위에서 아래로 태스크가 하는 일, 화살표는 언제나 먼저 일어나는 일',
  raceSpeech: '{a}, {b}의 {name} 접근 사이에 순서를 정하는 것이 없습니다. {first}, {second}.',
  raceAccess: '{task}, {n}행: {what}',
  read: '읽기',
  write: '쓰기',
  hiddenSteps: '{n}단계 접음',
  racePairs: '이 실행에서 순서가 없는 쌍 {n}개',
  raceOpen: '두 접근을 실행으로 보기',
  failing: '결과가 달라지는 가장 짧은 순서: 전환 {n}번',
  failingNone:
    '어떤 순서로 실행해도 결과는 같습니다. 그래도 표준 C는 경합이 있는 프로그램의 결과를 정하지 않습니다.',
  failingTurn: '여기서 정해집니다. 뒤에 어떤 순서로 가도 결과는 하나입니다: {end}',
  failingPlay: '이 순서로 실행하기',
  does: '하는 일',
  orderNote: '순서의 수는 확률이 아닙니다.',
}
