import type { problem as english } from '../en/problem'

export const problem: typeof english = {
  title: '이 페이지를 열지 못했습니다',
  body: '저장된 것은 그대로입니다. 다시 열거나 잠시 뒤에 찾아오십시오.',
  code: (code: string) => `코드 ${code}`,
  retry: '다시 열기',
}
