import type { itemGrid as english } from '../en/item-grid'

export const itemGrid: typeof english = {
  title: '학습자별 문항',
  note: '첫 응답의 점수를 백분율로 보입니다. 칸을 누르면 그 문항에 낸 답과 정답, 실행이 열립니다. 위의 번호를 누르면 그 문항의 점수로 정렬하고, 문항의 글을 누르면 문항이 열립니다.',
  of: '문항 범위',
  lessons: '레슨',
  assignments: '과제',
  show: '학습자',
  everybody: '전체',
  picks: { missing: '다 풀지 않음', missed: '틀린 문항 있음' },
  shown: '학습자 {total}명 중 {n}명',
  byItem: '문항 {n} 기준으로 정렬',
  more: '옆으로 문항이 더 있습니다.',
  previous: '앞의 문항',
  next: '다음 문항',
  none: '맞고 틀림을 가릴 수 있는 문항이 없습니다.',
  open: '학습자별 문항',
  rightAnswer: '정답',
  oneRight: '정답의 예',
}
