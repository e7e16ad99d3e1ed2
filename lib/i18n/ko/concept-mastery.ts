import type { conceptMastery as english } from '../en/concept-mastery'

export const conceptMastery: typeof english = {
  title: '개념별 숙달도',
  note: '학습자가 그 개념의 다음 문항을 맞힐 확률입니다. 이 학급이 볼 수 있는 답 가운데 문항마다 그날 처음 낸 답으로 추정합니다. 칠한 구간은 90% 확률로 값이 놓이는 구간이며, 답이 적을수록 넓습니다. 낮은 개념부터 보입니다.',
  concept: '개념',
  learners: '답한 학습자',
  mean: '평균과 90% 구간',
  range: '{low}~{high}%',
  levels: '숙달도별 학습자',
  levelOf: '{from}~{to}%: {n}명',
  low: '확실히 낮음',
  lowNote:
    '‘확실히 낮음’은 95% 확률로 50%보다 낮다는 뜻입니다. 여기에 들지 않은 학습자도 낮을 수 있으나 지금까지의 답으로는 말할 수 없습니다.',
  none: '아직 개념을 묻는 문항에 답한 사람이 없습니다.',
  back: '모든 개념',
  lead: '답한 학습자 {n}명, 답하지 않은 학습자 {others}명입니다.',
  level: '숙달도',
  answers: '답',
  nobody: '이 개념에 답한 사람이 없습니다.',
}
