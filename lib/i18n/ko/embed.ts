import type { embed as english } from '../en/embed'
import { lostOrder } from './lost-order'

/** 다른 사이트의 틀 안에 보이는 실행의 말. */
export const embed: typeof english = {
  title: '시뮬레이션한 리눅스에서의 실행',
  opening: '컴파일하고 실행하는 중입니다…',
  empty:
    '여기에는 프로그램이 없습니다. 틀의 주소는 ‘#’ 뒤에 프로그램을 담으며, 실험실의 ‘공유’에서 만들 수 있습니다.',
  damaged: '틀의 주소가 잘렸거나 깨져 프로그램을 읽을 수 없습니다. 실험실에서 다시 복사하십시오.',
  otherEngine: '다른 버전의 엔진에서 만든 것입니다. 실행 순서가 다를 수 있습니다.',
  lostOrder,
  problems: {
    compile: '이 프로그램은 컴파일되지 않습니다.',
    budget: '실행이 너무 오래 걸려 멈췄습니다.',
    engine: '엔진이 답하지 않습니다. 페이지를 다시 여십시오.',
  },
  at: '{file} {n}행:',
  openInLab: 'Forklore 실험실에서 열기',
}
