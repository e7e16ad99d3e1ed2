import type { gallery as english } from '../en/gallery'

/** 그림 모음의 말. 만드는 사람과 시험만 봅니다. */
export const gallery: typeof english = {
  title: '그림 모음',
  lead: '그림마다 있을 수 있는 상태를 모두 보입니다. 이 페이지는 개발할 때만 있습니다.',
  figures: '그림',
  states: {
    empty: '아무 일도 일어나기 전',
    mid: '실행 도중',
    ended: '끝난 뒤',
    many: '너무 많을 때',
    asked: '물음에 답하는 순간',
    plain: '강의에서 보이는 대로',
    alike: '어떤 순서든 끝이 같을 때',
    deadlock: '교착 상태가 있을 때',
    two: '두 프로그램일 때',
  },
  asked: {
    memory: '두 스레드는 무엇을 함께 씁니까?',
    pages: '페이지는 언제 복사됩니까?',
    channels: '읽는 쪽은 왜 EOF를 받지 못합니까?',
    tree: '누가 누구를 회수합니까?',
    update: '카운터는 왜 1입니까?',
    sync: '왜 아무도 실행되지 않습니까?',
    kernel: '문맥 교환은 무엇을 저장합니까?',
    policies: '정책을 바꾸면 무엇이 바뀝니까?',
  },
  orders: {
    race: '경합',
    states: '상태',
    terrain: '지형',
    compare: '비교',
    policies: '정책',
  },
}
