import type { lti as en } from '../en/lti'

export const lti: typeof en = {
  title: '학습 플랫폼에서 들어오기',
  frameBody: 'Forklore는 새 창에서 열립니다.',
  frameOpen: 'Forklore 열기',
  whoTitle: '본인입니까?',
  whoBody:
    '{platform}에서 {name} 님이 들어왔습니다. 이 브라우저에는 {account} 계정이 로그인되어 있고, 둘은 아직 연결되어 있지 않습니다.',
  whoBodyNameless:
    '{platform}에서 들어왔습니다. 이 브라우저에는 {account} 계정이 로그인되어 있고, 둘은 아직 연결되어 있지 않습니다.',
  nameless: '이름 없는',
  whoSame: '예, {account} 계정으로 계속',
  whoSameNote: '앞으로 {platform} 링크를 열면 이 계정으로 로그인됩니다.',
  whoOther: '아니요, 다른 계정 쓰기',
  whoOtherNote: '이 계정은 여기서 로그아웃되고, {platform}에서 온 사람의 새 계정이 만들어집니다.',
  tieTitle: '‘{course}’ 강의는 어느 학급입니까?',
  tieBody:
    '{platform}의 강의 하나를 학급 하나에 연결합니다. 수강생은 강의의 링크로 학급에 들어오고, 교수자와 조교는 교사와 조교로 들어옵니다.',
  tieChoose: '내가 가르치는 학급',
  tie: '이 학급에 연결',
  open: '새 학급을 열어 연결',
  openName: '학급에서 쓸 이름',
  joinPlatform: '{platform}에서 들어왔습니다.',
  go: '계속',
  where: '해결 방법',
  home: '첫 페이지로',
  classTitle: '학습 플랫폼',
  classLead:
    '학습 플랫폼의 강의를 연결하면 수강생은 강의의 링크로 이 학급에 들어오고, 교수자와 조교는 교사와 조교로 들어옵니다.',
  classEmpty: '연결된 강의가 없습니다. 강의에서 교수자로 이 도구의 링크를 열면 어느 학급인지 묻습니다.',
  tied: '{course}, {platform}',
  tiedOn: '{day} 연결',
  untie: '연결 해제',
  untieAsk:
    '‘{course}’의 링크로는 더 이상 이 학급에 들어오지 않습니다. 지금 구성원과 그 기록은 그대로 남습니다.',
  gradesTitle: '과제 점수',
  gradesSent: '{day}까지의 답을 플랫폼에 보냄',
  gradesSoon: '아직 보낸 것이 없습니다. 1분 안에 처음으로 살펴봅니다.',
  gradesNone: '플랫폼이 이 도구의 점수를 받지 않습니다. 플랫폼 관리자가 이 도구에 허용할 수 있습니다.',
  gradesRefused:
    '점수 {n}개를 플랫폼이 받지 않았습니다. 플랫폼이 그 학습자를 모르거나 거절한 것입니다. 한 시간마다 다시 보냅니다.',
  gradesNote:
    '과제가 학습자에게 아직 보이지 않는 점수는 보내지 않습니다. 과제 조건이나 연장을 바꾸면 한 시간 안에 반영됩니다.',
  gradesFailure: {
    unreachable: '지금 플랫폼에 연결되지 않습니다. 다시 시도하며, 잃는 점수는 없습니다.',
    unauthorized:
      '플랫폼이 이 도구를 거절합니다. 플랫폼 관리자가 도구의 키와 서비스 설정을 확인해야 합니다. 다시 시도하며, 잃는 점수는 없습니다.',
    unexpected:
      '플랫폼의 응답이 LTI 규격과 다릅니다. 플랫폼 관리자가 도구의 서비스 설정을 확인해야 합니다. 다시 시도하며, 잃는 점수는 없습니다.',
  },
  gradesTold: '과제 점수는 여기에서 공개된 뒤 {platform} 성적부에 전송됩니다.',
  chooseTitle: '강의에 링크 만들기',
  chooseBody: '{platform} 강의에 링크로 넣을 것을 고릅니다.',
  chooseOne: '{platform} 강의에 링크로 넣을 것을 고릅니다. 한 번에 하나만 받습니다.',
  chooseAssignments: '학급 과제, 성적부 열 포함',
  chooseNoAssignments: '학급에 아직 과제가 없습니다. 나중에 낸 과제는 그때 고를 수 있습니다.',
  chooseLessons: '강의와 퀴즈',
  choose: '고르기',
  returnTitle: '만들 링크 {n}개',
  returnBody: '{platform}에 넘기기 전에는 강의에 아무것도 들어가지 않습니다.',
  returnGo: '{platform}에 넘기기',
  membersBring: '{platform}에서 채우기: {course}',
  errors: {
    'not-set-up': {
      title: '이 사이트는 아직 학습 플랫폼과 연결할 수 없습니다',
      body: '사이트 주소(NEXTAUTH_URL)가 설정되어 있지 않습니다. 사이트 운영자에게 알리십시오.',
    },
    'login-ill-formed': {
      title: '링크 정보가 부족합니다',
      body: '누가 어디로 들어오는지 플랫폼이 알려 주지 않았습니다. 강의에서 링크를 다시 여십시오. 그래도 안 되면 플랫폼 관리자가 도구의 로그인 주소를 확인해야 합니다.',
    },
    'platform-unknown': {
      title: '등록되지 않은 플랫폼입니다',
      body: '플랫폼은 사이트 운영자가 발급자(issuer)와 클라이언트 ID로 등록합니다. 어느 플랫폼에서 왔는지 운영자에게 알리거나, 플랫폼 관리자에게 두 값을 확인해 달라고 하십시오.',
    },
    'target-foreign': {
      title: '다른 사이트로 가는 링크입니다',
      body: '강의의 링크가 이 사이트의 주소가 아닙니다. 교수자가 링크를 다시 만들어야 합니다.',
    },
    'platform-refused': {
      title: '플랫폼이 로그인을 확인해 주지 않았습니다',
      body: '플랫폼에서 로그아웃되었을 수 있습니다. 플랫폼에 로그인하고 링크를 다시 여십시오.',
    },
    'state-unknown': {
      title: '이미 썼거나 시간이 지난 링크입니다',
      body: '링크는 열 때마다 15분 동안 한 번만 쓸 수 있습니다. 강의로 돌아가 다시 여십시오.',
    },
    'token-ill-formed': {
      title: '플랫폼이 보낸 것을 읽을 수 없습니다',
      body: '링크를 다시 여십시오. 계속 그러면 플랫폼 관리자가 도구를 LTI 1.3으로 설정했는지 확인해야 합니다.',
    },
    'alg-refused': {
      title: '받지 않는 서명 방식입니다',
      body: 'RS256 서명만 받습니다. 플랫폼 관리자가 이 도구의 설정에서 바꿀 수 있습니다.',
    },
    'key-unknown': {
      title: '모르는 키로 서명되어 있습니다',
      body: '플랫폼이 방금 키를 바꾸었을 수 있습니다. 1분 뒤에 링크를 다시 여십시오. 계속 그러면 사이트 운영자가 플랫폼의 키 주소를 확인해야 합니다.',
    },
    'keys-unreachable': {
      title: '플랫폼의 키를 가져올 수 없습니다',
      body: '플랫폼이 잠시 멈추었을 수 있습니다. 몇 분 뒤에 다시 여십시오. 계속 그러면 사이트 운영자가 플랫폼의 키 주소를 확인해야 합니다.',
    },
    'signature-wrong': {
      title: '플랫폼의 서명이 맞지 않습니다',
      body: '강의에서 링크를 다시 여십시오. 계속 그러면 사이트 운영자에게 알리십시오.',
    },
    'issuer-wrong': {
      title: '다른 플랫폼에서 온 응답입니다',
      body: '사이트 운영자가 등록한 발급자(issuer)를 플랫폼의 값과 비교해야 합니다.',
    },
    'audience-wrong': {
      title: '다른 도구로 보낸 응답입니다',
      body: '사이트 운영자가 등록한 클라이언트 ID를 플랫폼의 값과 비교해야 합니다.',
    },
    'time-wrong': {
      title: '시간이 지난 응답입니다',
      body: '링크를 다시 여십시오. 계속 그러면 플랫폼이나 이 사이트의 시계가 1분 넘게 틀린 것입니다.',
    },
    'nonce-wrong': {
      title: '다른 때에 연 링크의 응답입니다',
      body: '강의로 돌아가 링크를 다시 여십시오.',
    },
    'deployment-unknown': {
      title: '등록되지 않은 배포입니다',
      body: '플랫폼이 도구를 설치한 배포 ID(deployment ID)를 사이트 운영자가 추가해야 합니다.',
    },
    'message-unknown': {
      title: '지원하지 않는 요청입니다',
      body: '강의에 넣은 링크로 쓰십시오. 도구를 어디에 둘지는 플랫폼 관리자가 정합니다.',
    },
    'version-unknown': {
      title: 'LTI 버전이 다릅니다',
      body: 'LTI 1.3만 지원합니다. 플랫폼 관리자가 이 도구의 설정에서 바꿀 수 있습니다.',
    },
    'claims-ill-formed': {
      title: '플랫폼이 필요한 정보를 보내지 않았습니다',
      body: '누가 어느 링크로 들어오는지 알아야 합니다. 개인 정보 설정 때문이라면 플랫폼 관리자가 이 도구에 허용할 수 있습니다.',
    },
    'arrival-over': {
      title: '끝났거나 시간이 지났습니다',
      body: '링크는 15분 안에 한 번만 쓸 수 있습니다. 강의로 돌아가 다시 여십시오.',
    },
    'other-browser': {
      title: '쿠키를 쓸 수 없거나 다른 브라우저입니다',
      body: '링크를 연 브라우저에서 끝까지 진행해야 합니다. 이 사이트의 쿠키를 허용하고 강의에서 링크를 다시 여십시오.',
    },
    'cross-origin': {
      title: '다른 사이트가 보낸 요청입니다',
      body: '강의로 돌아가 링크를 다시 여십시오.',
    },
    'not-tied': {
      title: '아직 학급에 연결되지 않은 강의입니다',
      body: '교수자가 이 링크를 한 번 열어 학급에 연결해야 합니다. 교수자에게 알리고, 연결된 뒤에 다시 여십시오. 로그인은 되어 있습니다.',
    },
    'no-role': {
      title: '이 강의의 교수자나 수강생이 아닙니다',
      body: '강의에 역할이 있어야 학급에 들어옵니다. 강의 담당자가 역할을 줄 수 있습니다.',
    },
    'not-teacher': {
      title: '링크는 학급 교사만 만들 수 있습니다',
      body: '조교와 학습자는 만들 수 없습니다. 교사에게 부탁하거나, 교사로 초대해 달라고 하십시오.',
    },
    removed: {
      title: '이 학급에서 내보내진 계정입니다',
      body: '교사가 학급의 구성원 페이지에서 다시 들일 수 있습니다.',
    },
    closed: {
      title: '지금은 아무도 들어올 수 없는 학급입니다',
      body: '교사가 가입 설정에서 다시 열 수 있습니다. 교사에게 알리고, 열린 뒤에 링크를 다시 여십시오.',
    },
    full: {
      title: '학급 정원이 찼습니다',
      body: '교사가 가입 설정에서 정원을 늘릴 수 있습니다.',
    },
    'name-ill-formed': {
      title: '이름으로 쓸 수 없습니다',
      body: '이름은 보이는 글자 1~40자여야 합니다.',
    },
    'class-unknown': {
      title: '가르치는 학급이 아닙니다',
      body: '아래에서 고르거나 새 학급을 여십시오.',
    },
  },
}
