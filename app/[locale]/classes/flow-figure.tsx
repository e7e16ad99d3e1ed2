import { fill } from '@/app/_ui/fill'
import { flowOf, type Move } from '@/lib/classroom/live'
import type { ShownPart } from '@/lib/quiz/item'
import type { LiveWords } from './live-client'

const [WIDTH, HEIGHT, GAP, EDGE, BAR] = [480, 260, 20, 84, 14] as const
const [LEFT, RIGHT] = [EDGE + BAR, WIDTH - EDGE - BAR] as const
const MIDDLE = WIDTH / 2

/** How a class moved from its first answer to its second: options by number, a band for those who went the same way. The table
 *  below it says the second answers in words. */
export function FlowFigure(props: {
  moves: readonly Move[]
  options: readonly ShownPart[]
  words: LiveWords
}) {
  const { moves, options, words } = props
  const ids = options.map(({ id }) => id)
  const { left, right, bands } = flowOf(moves, ids, { height: HEIGHT, gap: GAP })
  const label = bands
    .map(({ first, second }) => {
      const n = moves.find((move) => move.first === first && move.second === second)?.learners ?? 0
      return fill(words.moved, { n, from: ids.indexOf(first) + 1, to: ids.indexOf(second) + 1 })
    })
    .join(', ')
  return (
    <svg className="live-flow" viewBox={`0 -24 ${WIDTH} ${HEIGHT + 32}`} role="img" aria-label={label}>
      <text x={LEFT} y="-10" textAnchor="middle">
        {words.steps.vote}
      </text>
      <text x={RIGHT} y="-10" textAnchor="middle">
        {words.steps.again}
      </text>
      {bands.map(({ first, second, from, to, height }) => (
        <path
          key={`${first} ${second}`}
          className={first === second ? 'live-stays' : 'live-moves'}
          d={`M${LEFT} ${from}C${MIDDLE} ${from} ${MIDDLE} ${to} ${RIGHT} ${to}V${to + height}C${MIDDLE} ${to + height} ${MIDDLE} ${from + height} ${LEFT} ${from + height}Z`}
        />
      ))}
      {left.map(({ option, n, top, height }, i) => (
        <g key={option}>
          <rect x={EDGE} y={top} width={BAR} height={height} />
          {n > 0 && (
            <text x={EDGE - 10} y={top + height / 2 + 5} textAnchor="end">
              {i + 1} · {n}
            </text>
          )}
        </g>
      ))}
      {right.map(({ option, n, top, height }, i) => (
        <g key={option}>
          <rect x={RIGHT} y={top} width={BAR} height={height} />
          {n > 0 && (
            <text x={RIGHT + BAR + 10} y={top + height / 2 + 5}>
              {n} · {i + 1}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
