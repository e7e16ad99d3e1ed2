import type { lostOrder as english } from '../en/lost-order'

export const lostOrder: typeof english = {
  unread:
    '요청한 실행 순서를 {n}번째 글자 ‘{part}’부터 읽을 수 없어, 실행 전체를 스케줄러가 정한 순서로 했습니다.',
  nobody:
    '요청한 실행 순서의 {n}번째 부분 ‘{part}’에 적힌 태스크는 이 프로그램에 없어, 그 부분을 건너뛰었습니다.',
  unfit:
    '요청한 실행 순서의 {n}번째 부분 ‘{part}’은 따를 수 없습니다. 그때 그 태스크는 거기까지 실행될 수 없어 건너뛰었습니다.',
}
