import type { runFiles as english } from '../en/run-files'

/** 실행이 만든 파일의 말. */
export const runFiles: typeof english = {
  none: '프로그램이 만들거나 연 파일이 아직 없습니다.',
  about: '{size}바이트, 이름 {links}개, 열린 곳 {opens}',
  hex: '16진수로',
  cut: '앞의 {n}바이트만 보입니다.',
  empty: '(비어 있음)',
}
