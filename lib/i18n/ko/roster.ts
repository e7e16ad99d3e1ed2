import type { roster as english } from '../en/roster'

export const roster: typeof english = {
  title: '명단 넣기',
  lead: '학급에 올 사람의 명단입니다. 명단을 넣어도 메일이 가거나 학급에 들어오지는 않습니다. 코드로 들어오는 사람을 계정의 이메일이나 본인이 적은 학번으로 명단에서 찾습니다.',
  paste: '명단',
  pasteHelp:
    '첫 줄에는 열 이름을 적습니다. 이름이 있어야 하고, 학번이나 이메일 가운데 하나 이상이 있어야 합니다. 스프레드시트에서 복사하거나 쉼표나 세미콜론으로 나눕니다. 한 번에 {n}명까지입니다.',
  example: '이름,학번,이메일\n김서연,20231234,seoyeon@school.example',
  file: '파일 고르기',
  fileTooBig: '명단이라기에는 파일이 너무 큽니다. {n}MB 이하의 텍스트 파일이어야 합니다.',
  preview: '먼저 보기',
  busy: '확인하는 중',
  counts: { new: '새로 초대', changed: '바뀜', same: '이미 있음', wrong: '고칠 줄' },
  rows: '줄마다',
  line: '{n}번째 줄',
  does: { new: '새로 초대', changed: '내용이 바뀜', same: '이미 명단에 있음' },
  columns: { name: '이름', number: '학번', email: '이메일' },
  inColumn: '{column}: {what}',
  problems: {
    'open-quote': '여는 따옴표에 닫는 따옴표가 없습니다. 닫아 주십시오. 그 뒤는 읽지 못했습니다.',
    'too-many-cells': '칸이 열보다 많습니다. 쉼표가 든 칸은 따옴표로 묶으십시오.',
    formula: '수식이거나 수식처럼 시작합니다. 보이는 값을 그대로 적으십시오.',
    'no-name': '이름이 비어 있습니다.',
    'name-ill-formed': '이름은 보이는 글자 1~{n}자여야 합니다.',
    'number-ill-formed':
      '학번은 글자와 숫자 1~{n}자이고 사이에 . _ / - 를 쓸 수 있습니다. 스프레드시트가 2.02E+13처럼 줄였다면 열을 텍스트로 바꾸십시오.',
    'email-ill-formed': '이메일 주소가 아닙니다.',
    'no-key': '누구인지 알 수 있도록 학번이나 이메일이 있어야 합니다.',
    twice: '{other}번째 줄과 같은 사람입니다.',
    'two-people': '이메일과 학번이 명단에서 서로 다른 사람의 것입니다. 둘 가운데 하나를 고치십시오.',
  },
  bring: '맞는 {n}줄 넣기',
  nothingToBring: '넣을 것이 없습니다.',
  brought: '새로 {made}명, 바뀐 사람 {changed}명, 넣지 않은 줄 {left}개.',
  toList: '아직 들어오지 않은 사람 보기',
  invited: '초대',
  invitedNote: '명단에 있고 아직 들어오지 않은 사람입니다. 다른 사람과 똑같이 코드로 들어옵니다.',
  nobodyInvited: '명단에 있는 사람이 모두 들어왔거나 명단이 없습니다.',
  drop: '명단에서 빼기',
  dropAsk: '고른 {n}명을 명단에서 빼시겠습니까? 명단을 다시 넣으면 돌아옵니다.',
  dropped: '{n}명을 명단에서 뺐습니다.',
  listedAs: '명단: {who}',
  matchedBy: {
    proven: '확인된 이메일로 찾음',
    email: '확인되지 않은 이메일로 찾음',
    number: '본인이 적은 학번으로 찾음',
  },
  errors: {
    'platform-unreachable': '지금 플랫폼에 연결되지 않습니다. 몇 분 뒤에 다시 하십시오.',
    'platform-unauthorized':
      '플랫폼이 이 도구에 수강생 명단을 보여 주지 않습니다. 플랫폼 관리자가 허용할 수 있습니다.',
    'platform-unexpected':
      '플랫폼의 응답이 LTI 규격과 다릅니다. 플랫폼 관리자가 도구의 서비스 설정을 확인해야 합니다.',
    'roster-empty': '명단에 사람이 없습니다. 열 이름 아래에 한 줄에 한 명씩 적으십시오.',
    'roster-no-head':
      '첫 줄에 열 이름이 있어야 합니다. ‘이름’과, ‘학번’이나 ‘이메일’ 가운데 하나 이상을 맨 위에 적으십시오.',
    'roster-too-many': '한 번에 {n}명까지 넣을 수 있습니다. 나누어서 차례로 넣으십시오.',
    'roster-full': '학급의 명단에는 {n}명까지 들어갑니다. 이제 오지 않을 사람을 명단에서 빼십시오.',
  },
}
