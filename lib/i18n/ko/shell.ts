import type { shell as english } from '../en/shell'

export const shell: typeof english = {
  product: 'Forklore',
  tagline: '한 단계씩 실행해 보는 운영체제',
  skip: '본문으로 건너뛰기',
  mainNav: '주요 메뉴',
  learn: '학습',
  review: '복습',
  interview: '면접',
  lab: '실험실',
  classes: '학급',
  language: '언어',
  theme: '밝은 화면과 어두운 화면 바꾸기',
  menu: '메뉴',
  signIn: '로그인',
  account: '계정',
  ownData: '계정과 내 기록',
  kept: '답 {n}개가 이 기기에만 있음',
  guest: '손님',
  notFoundTitle: '이 주소에는 페이지가 없습니다',
  notFoundBody: '주소가 잘못 적혔거나 페이지가 옮겨졌습니다.',
  toLessons: '레슨 목록 보기',
}
