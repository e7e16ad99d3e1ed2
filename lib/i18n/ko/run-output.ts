import type { runOutput as english } from '../en/run-output'

/** 실행이 출력한 것 전체의 말. */
export const runOutput: typeof english = {
  title: '지금까지의 출력 전체',
  size: (lines, bytes) => `${lines.toLocaleString('ko')}줄, ${bytes.toLocaleString('ko')}바이트`,
  none: '여기까지는 출력한 것이 없습니다.',
  download: '전부 내려받기',
  page: (from, to) => `${from.toLocaleString('ko')}~${to.toLocaleString('ko')}번째 줄`,
  before: '앞 쪽',
  next: '다음 쪽',
  toLine: '줄 번호로',
  go: '가기',
}
