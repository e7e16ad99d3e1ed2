import type { liveRun as english } from '../en/live-run'

export const liveRun: typeof english = {
  ask: '다음 실행을 학급이 고르기',
  title: '다음에 어느 태스크를 실행할까요?',
  voted: '{total}명 중 {n}명 투표',
  choice: '선택 {n}',
  votes: '학급의 투표',
  option: '다음에 태스크 {task} 실행',
  take: '가장 많은 표: {task} 실행',
  takeMost: '가장 많은 표대로 실행',
  tied: '표가 가장 많은 태스크가 하나가 아닙니다. 직접 고르십시오.',
  by: '{task} 실행',
  back: '마지막 선택 되돌리기',
  toEnd: '끝까지 실행하기',
  over: '실행이 끝났습니다. 학급이 정한 순서의 결과입니다.',
  overPhone: '실행이 끝났습니다. 여러분이 정한 순서의 결과가 앞 화면에 나옵니다.',
  end: '닫기',
  full: '전체 화면',
  note: '선생님이 다음으로 넘어가기 전까지 바꿀 수 있습니다. 앞 화면에 이름은 나오지 않고, 점수에도 들어가지 않습니다.',
  chosen: '내 표',
  again: '학급이 순서를 정한 실행',
  made: '학급이 {n}번 골랐습니다.',
}
