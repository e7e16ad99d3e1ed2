import type { classSections as english } from '../en/class-sections'

export const classSections: typeof english = {
  title: '분반',
  lead: '학급을 나눈 부분입니다. 분반별로 수치를 볼 수 있고, 과제를 한 분반에만 낼 수 있습니다. 학습자는 한 분반에만 들어가거나 아무 분반에도 들어가지 않습니다.',
  name: '분반 이름',
  make: '분반 만들기',
  rename: '이름 바꾸기',
  drop: '분반 없애기',
  dropAsk: '‘{name}’에 있던 학습자는 분반이 없어집니다. 학급에는 그대로 남습니다.',
  one: '{name} · 학습자 {n}명',
  put: '분반에 넣기',
  putAsk: '학습자 {n}명을 이 분반으로 옮깁니다. 다른 분반에서는 빠집니다.',
  into: '분반',
  none: '분반 없음',
  moved: '학습자 {n}명을 옮겼습니다.',
  all: '학급 전체',
  filter: '분반',
  forWhom: '대상',
  only: '{name}만',
}
