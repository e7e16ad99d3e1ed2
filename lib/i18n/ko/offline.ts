import type { offline as english } from '../en/offline'

export const offline: typeof english = {
  title: '연결되어야 열 수 있는 페이지입니다',
  body: '지금은 인터넷에 연결되어 있지 않고, 이 기기에서 연 적이 없는 페이지입니다. 연결한 뒤 다시 여십시오.',
  retry: '다시 열기',
  kept: '이 기기에 있는 페이지',
}
