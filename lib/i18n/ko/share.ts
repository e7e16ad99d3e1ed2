import type { share as english } from '../en/share'

/** 실행을 다른 곳으로 가져가는 창의 말. */
export const share: typeof english = {
  title: '공유와 내보내기',
  link: '링크',
  linkHelp: '프로그램과 실행 방식, 실행 순서가 모두 담깁니다. 서버로 보내는 것은 없습니다.',
  noLink:
    '이 브라우저는 프로그램을 링크에 담지 못합니다. 새 버전에서는 됩니다. 아래 항목은 여기서도 쓸 수 있습니다.',
  linkLong: '링크가 {n}자입니다. 8,000자가 넘는 주소를 자르는 프로그램도 있습니다.',
  frame: '웹 페이지에 넣을 틀',
  frameHelp:
    '독자가 그 페이지에서 실행을 한 단계씩 봅니다. 틀은 누구인지 알지 못하고 아무것도 저장하지 않습니다.',
  frameTitle: '시뮬레이션한 리눅스에서 한 단계씩 보는 C 프로그램',
  markdown: 'Markdown',
  markdownHelp: '프로그램 코드와, 한 단계씩 볼 수 있는 링크입니다.',
  stepThrough: '이 프로그램을 한 단계씩 보기',
  copy: '{what} 복사',
  copied: '복사했습니다',
  copyFailed: '복사하지 못했습니다. 골라 두었으니 Ctrl C를 누르십시오.',
  exports: '실행 저장',
  runFirst: '프로그램을 실행하면 트레이스나 그림으로 저장할 수 있습니다.',
  what: '담을 것',
  allSeen: '보이는 것 전부와 설명',
  figure: '그림 {n}',
  svg: '그림(SVG)',
  png: '그림(PNG)',
  animation: '움직이는 그림(SVG)',
  trace: '트레이스(NDJSON)',
  making: '만드는 중입니다…',
  frameOf: '{n}단계 가운데 {i}단계…',
  made: '{name} 파일을 저장했습니다.',
  notMade: '만들지 못했습니다. 다른 단계로 옮긴 뒤 다시 시도하십시오.',
  limits:
    '움직이는 그림은 지금 단계부터 {n}단계까지이며 브라우저와 이를 지원하는 슬라이드에서 재생됩니다. 글꼴은 보는 곳의 것을 씁니다. 트레이스는 20,000단계까지입니다.',
  close: '닫기',
}
