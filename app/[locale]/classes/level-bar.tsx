import type { Estimate } from '@/lib/progress/mastery'

const WIDTH = 120

/** A level with its interval, between 0 and 1. The numbers stand beside it. */
export function LevelBar({ level, low, high }: Estimate) {
  const at = (share: number) => 2 + share * (WIDTH - 4)
  return (
    <svg className="level-bar" viewBox={`0 0 ${WIDTH} 14`} width={WIDTH} height="14" aria-hidden="true">
      <rect x="2" y="6" width={WIDTH - 4} height="2" />
      <rect x={at(low)} y="4" width={Math.max(1, at(high) - at(low))} height="6" />
      <path d={`M${at(level)} 1v12`} />
    </svg>
  )
}
