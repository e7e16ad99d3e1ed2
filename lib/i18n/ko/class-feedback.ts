import type { classFeedback as english } from '../en/class-feedback'

export const classFeedback: typeof english = {
  decide: '점수 직접 정하기',
  earned: '점수 ({total}점 만점)',
  reason: '이유 (학습자에게 보입니다)',
  saveScore: '점수 저장',
  savedScore: '저장했습니다. 이 학급의 모든 수치에 반영됩니다.',
  decideNote: '이 학급에서만 셉니다. 학습자의 숙달도와 복습 시기는 그대로 답 자체로 정해집니다.',
  restore: '되돌리기',
  restoreAsk: '이 답의 점수가 원래 채점된 대로 돌아갑니다. 정했던 것은 이력에 남습니다.',
  history: '교사가 정한 점수',
  change: '{was} → {became}',
  restored: '되돌림',
  points: '{total}점 중 {earned}점',
  unscored: '채점 전',
  gone: '탈퇴한 사람',
}
