import type { path as english } from '../en/path'

export const path: typeof english = {
  ways: '날짜가 정해져 있다면',
  soon: '면접이 가깝다면',
  total: (minutes) => `모두 ${minutes}분`,
  minutes: '{n}분',
  sections: '읽을 절',
  brief: '뜻만 알아 둘 말',
  date: '정해진 날',
  dateHelp: '이 기기에만 둡니다. 남은 것을 오늘부터 그 전날까지 고르게 나눕니다.',
  done: '마침',
  left: '{total}걸음 중 {n}걸음을 마쳤고 {minutes}분 남았습니다',
  until: '{date}까지',
  today: '오늘',
  day: '{n}일째',
  next: '다음 걸음',
  step: (n, of) => `${of}걸음 중 ${n}번째`,
  backTo: '계획으로 돌아가기',
  finished: '이 길을 모두 걸었습니다. 다시 볼 것은 복습에 나옵니다.',
  cards: '끝으로 질문을 연습합니다',
}
