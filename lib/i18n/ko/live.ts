import type { live as english } from '../en/live'

export const live: typeof english = {
  title: '수업 중 질문',
  ask: '수업에서 묻기',
  none: '지금 묻는 문항이 없습니다. 문항 분석에서 선택지가 있는 문항을 열어 물을 수 있습니다.',
  toLive: '지금 수업에서 묻는 문항이 있습니다',
  answered: '{total}명 중 {n}명',
  steps: { vote: '첫 답', talk: '토론', again: '다시 답하기', shown: '정답 보기' },
  end: '끝내기',
  program: '프로그램',
  counts: '학급의 답',
  moved: '{from}에서 {to}로 {n}명',
  isRight: '정답',
  waiting: '지금 묻는 문항이 없습니다. 선생님이 물으면 이 화면에 나옵니다.',
  chosen: '골랐음',
  firstChoice: '첫 답',
  notes: {
    vote: '닫힐 때까지 바꿀 수 있습니다. 앞 화면에는 이름이 나오지 않고, 점수에 넣지 않습니다.',
    talk: '다르게 답한 사람과 이야기해 보십시오.',
    again: '같은 문항입니다. 지금 생각하는 답을 고르십시오.',
    shown: '정답은 앞 화면에 나옵니다.',
  },
  problems: {
    closed: '이번 답은 닫혔습니다.',
    offline: '서버에 닿지 않습니다. 다시 해 보십시오.',
    out: '로그아웃되었거나 이 학급에 더 이상 속해 있지 않습니다.',
    busy: '이곳에서 온 요청이 한꺼번에 너무 많습니다. {seconds}초 뒤에 다시 받습니다.',
    refused: '서버가 받아들이지 않았습니다. 페이지를 다시 불러오십시오.',
  },
  lost: '서버에 닿지 않습니다. 계속 시도하고 있습니다.',
}
