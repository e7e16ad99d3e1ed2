import type { glossary as english } from '../en/glossary'

export const glossary: typeof english = {
  title: '용어집',
  lead: (n) => `용어 ${n}개. 한 개념에 한 낱말을 쓰고, 다른 표기로 찾아도 나옵니다.`,
  description: '프로세스, 스레드, IPC, 동시성의 용어를 한국어와 영어로 풀이합니다.',
  byLetter: '자음으로 가기',
  introduced: '처음 풀이하는 곳',
  used: '쓰이는 곳',
  otherWords: '달리 부르는 말',
  notWritten: '여기서 쓰지 않는 표기',
  confused: '다른 것',
  notYet: '따로 풀이하는 레슨이 아직 없습니다.',
  all: '용어 모두',
  inLesson: (number) => `레슨 ${number}`,
  other: '그 밖',
}
