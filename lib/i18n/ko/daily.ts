import type { daily as english } from '../en/daily'

export const daily: typeof english = {
  form: {
    title: '하루 한 문제',
    lead: '복습할 때가 된 문항을 먼저 보내고, 없으면 아직 평가하지 않은 면접 질문 가운데 자주 묻는 것부터 보냅니다.',
    open: '내 피드 주소 만들기',
    atom: 'Atom 피드',
    calendar: '캘린더(iCalendar)',
    secret:
      '본인만 아는 주소입니다. 주소를 아는 사람은 오늘의 문제를 볼 수 있지만 이름과 답은 볼 수 없습니다.',
    atomHelp: '피드 리더에 등록하는 주소입니다.',
    calendarHelp: '캘린더 앱에서 이 주소를 구독하십시오.',
    subscribe: '캘린더에서 구독',
    copy: '{what} 주소 복사',
    copied: '복사했습니다.',
    copyFailed: '복사하지 못했습니다. 주소가 선택되어 있으니 Ctrl+C를 누르십시오.',
    save: '저장',
    renew: '주소 새로 만들기',
    renewBody: '이전 주소를 쓰는 피드 리더와 캘린더에는 더 이상 문제가 가지 않습니다.',
    close: '그만 받기',
    closeBody: '피드 주소가 사라지고 메일도 오지 않습니다.',
    mail: '메일',
    mailNever: '받지 않음',
    mailAt: '{hour}시(서울)',
    mailTo: '{email} 주소로 보냅니다. 메일마다 수신을 끝내는 링크가 있습니다.',
    mailGuest: '메일로 받으려면 먼저 가입하십시오.',
    mailUnproven:
      '메일로 받으려면 {email} 주소로 온 링크로 한 번 로그인하십시오. 본인의 주소임을 확인합니다.',
    saved: '저장했습니다.',
    stopTitle: '매일 오는 메일을 끝내시겠습니까?',
    stopBody: '문제가 더 이상 메일로 오지 않습니다. 피드는 그대로 있습니다.',
    stop: '메일 그만 받기',
    stopped: '이제 매일 메일이 오지 않습니다.',
    cancel: '취소',
    errors: {
      'signed-out': '로그인이 끝났습니다. 페이지를 새로 여십시오.',
      'cross-origin': '다른 페이지에서 온 요청입니다. 새로 열고 다시 시도하십시오.',
      'bad-request': '처리하지 못했습니다. 페이지를 새로 열고 다시 시도하십시오.',
      'address-unproven': '메일로 온 링크로 한 번 로그인한 뒤 시각을 고르십시오.',
      'rate-limited': '너무 자주 바꿨습니다. {seconds}초 뒤에 다시 시도하십시오.',
      offline: '서버에 닿지 못했습니다. 다시 시도하십시오.',
    },
  },
  feedTitle: 'Forklore 하루 한 문제',
  entryCard: '30초 동안 소리 내어 답한 뒤 핵심과 견주어 보십시오.',
  entryReview: '오늘 복습할 문항입니다.',
  mail: {
    subject: (title: string) => `오늘의 문제: ${title}`,
    text: (title: string, text: string, href: string, stop: string) =>
      `${title}\n\n${text}\n${href}\n\n--\n메일 그만 받기: ${stop}\n`,
  },
}
