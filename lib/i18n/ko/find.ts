import type { find as english } from '../en/find'

/** Korean has no plural: a list of them is named as one of them is. */
const KIND = { lesson: '레슨', term: '용어', card: '면접 질문', program: '프로그램' }

export const find: typeof english = {
  title: '찾기',
  description: '레슨, 용어, 면접 질문, 프로그램에서 질문에 답하는 곳을 찾습니다.',
  open: '찾기',
  field: '레슨, 용어, 질문, 프로그램',
  submit: '찾기',
  close: '닫기',
  all: '모두',
  kinds: KIND,
  kind: KIND,
  found: (n) => `${n}개`,
  byInitials: '초성으로 찾았습니다',
  otherLanguage: '영어 본문에서 찾았습니다',
  none: (query) => `‘${query}’에 맞는 곳이 없습니다`,
  noneBody: '낱말을 줄이거나, 레슨에 나오는 말로 적어 보십시오.',
  before: '낱말이나 질문을 그대로 적습니다. 초성만 적어도 됩니다.',
  examples: ['좀비 프로세스', '스택은 왜 스레드마다 따로인가요?', 'pthread_join 뒤에 남는 것'],
  offline: '색인을 받지 못했습니다. 한 번 연결되면 페이지를 닫을 때까지 연결 없이도 찾습니다.',
  loading: '색인을 받는 중',
  keyMove: '고르기',
  keyOpen: '열기',
  keyGroup: '갈래',
  also: (n) => `이 레슨에 ${n}곳 더`,
  results: '결과',
  commands: '명령',
  commandKey: '명령',
  go: {
    theme: '밝게 또는 어둡게',
    language: 'English로 보기',
    today: '내 학습',
    review: '오늘 볼 것',
    lab: '실험실에서 새 프로그램',
    glossary: '용어 모두',
  },
}
