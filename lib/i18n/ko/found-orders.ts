import type { foundOrders as english } from '../en/found-orders'

export const foundOrders: typeof english = {
  title: '학급이 찾은 실행 순서',
  note: '첫 답만이 아니라 모든 답을 셉니다. 한 학습자는 줄마다 한 번만 셉니다. 실행이 끝난 모습으로 묶고, 더 갈 수 있는 태스크를 두고 넘어간 곳으로 다시 묶었습니다.',
  ends: '끝난 모습',
  nothing: '출력 없음',
  deadlock: '교착 상태',
  status: '종료 상태 {n}',
  asked: '문항이 요구한 결과',
  learners: '학습자 {n}명',
  within: '{line}행 도중에 {task}에서 넘어감',
  after: '{line}행 다음에 {task}에서 넘어감',
  before: '{task}의 처음에 넘어감',
  never: '기다리거나 끝나기 전에 넘어간 태스크가 없음',
  moreTurns: '그 뒤로 {n}번',
  moreOrders: '이렇게 끝난 다른 길이 {n}가지 더 있습니다.',
  unlooked: '보낸 학습자가 가장 적은 순서 {n}가지는 끝난 모습만 세고 넘어간 곳은 세지 않았습니다.',
  play: '이 실행 재생',
}
