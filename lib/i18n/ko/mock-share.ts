import type { mockShare as english } from '../en/mock-share'

export const mockShare: typeof english = {
  open: '링크로 공유',
  title: '이 보고서를 공유하시겠습니까?',
  body: '링크가 있으면 누구나 로그인하지 않고 읽습니다. 질문, 내가 한 답 그대로, 표시한 핵심, 걸린 시간, 복습 계획이 보입니다. 이름과 다른 면접은 보이지 않습니다. 링크는 언제든 끝낼 수 있습니다.',
  end: '링크 끝내기',
  endTitle: '링크를 끝내시겠습니까?',
  endBody: '지금 링크로는 더 이상 아무것도 열리지 않습니다. 새 링크는 다시 만들 수 있습니다.',
  cancel: '취소',
  link: '이 보고서의 링크',
  linkHelp: '이 링크가 있으면 누구나 보고서를 읽습니다.',
  copy: '링크 복사',
  copied: '복사했습니다',
  copyFailed: '복사하지 못했습니다. 선택해 두었으니 Ctrl C를 누르십시오.',
  seen: '다른 사람이 공유한 보고서입니다. 답은 그 사람이 한 말 그대로입니다.',
  theirs: '그 사람의 답',
  theyTicked: '핵심은 답에서 찾아 표시한 것을 그 사람이 고친 값이며, 점수나 합격 가능성이 아닙니다.',
  noneTitle: '이 링크로 공유된 보고서가 없습니다',
  noneBody: '공유한 사람이 링크를 끝냈거나 주소가 다 옮겨지지 않았습니다.',
  tryIt: '모의 면접 해 보기',
  errors: {
    'signed-out': '로그인이 끝났습니다. 페이지를 새로 여십시오.',
    'cross-origin': '다른 페이지에서 온 요청입니다. 새로 열고 다시 시도하십시오.',
    'not-found': '이 면접이 더 이상 없습니다. 페이지를 새로 여십시오.',
    'rate-limited': '너무 자주 바꿨습니다. {seconds}초 뒤에 다시 시도하십시오.',
    offline: '서버에 닿지 못했습니다. 다시 시도하십시오.',
  },
}
