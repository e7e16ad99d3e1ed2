import type { terminal as english } from '../en/terminal'

/** 실행의 터미널에 쓰는 말. */
export const terminal: typeof english = {
  screen: '터미널',
  asks: '프로그램이 한 줄을 기다립니다',
  type: '입력',
  orEnd: '입력하지 않고 계속하면 read가 입력의 끝(Ctrl D)을 만납니다.',
  onTo: '입력을 기다리는 곳으로',
  backTo: '입력을 기다리던 곳으로',
  never: '끝까지 더 묻는 것이 없습니다.',
}
