import type { known as english } from '../en/known'

export const known: typeof english = {
  title: (lesson) => `아는 내용인지 확인하기: ${lesson}`,
  lead: (n) =>
    `이 레슨의 문항 ${n}개입니다. 넷 중 셋이 맞으면 아는 레슨으로 표시합니다. 지도와 계획에 나타나고, 다음에 할 것을 고를 때도 마친 것으로 봅니다.`,
  link: '아는 내용이면 확인하고 건너뛰기',
  state: '{total}문항 중 {n}문항에 답했습니다',
  known: '아는 레슨입니다',
  knownBody: '아는 것으로 표시했습니다. 읽지 않아도 됩니다. 문항은 복습에 나옵니다.',
  read: '읽을 곳이 있습니다',
  readBody: '맞지 않은 문항은 이 절에서 다룹니다.',
  next: '다음: {title}',
  whole: '레슨 열기',
  mark: '아는 것',
}
