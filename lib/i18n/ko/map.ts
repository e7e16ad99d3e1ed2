import type { map as english } from '../en/map'

export const map: typeof english = {
  title: '지도',
  description: '모든 레슨과 개념을 한눈에 봅니다. 무엇이 무엇에 앞서고, 무엇을 얼마나 아는지 보입니다.',
  lead: (lessons) =>
    `레슨 ${lessons}개입니다. 막대 하나가 개념 하나이고, 선은 먼저 알아야 할 것에서 다음으로 갑니다. 화살표 키로 선을 따라 옮겨 다닙니다.`,
  graph: '먼저 볼 레슨에서 다음 레슨으로',
  here: '지금',
  notYet: '아직',
  legend: '칠한 길이: 90% 구간. 금: 숙달도.',
  levels: ['35까지', '50까지', '65까지', '80까지', '100까지'],
  needs: '먼저:',
  from: '{numbers} 다음',
  open: '지도 보기',
}
