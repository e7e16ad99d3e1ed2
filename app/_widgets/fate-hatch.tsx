import type { Fate } from '@/lib/player/state-fate'

/** Fates that are hatched. */
const HATCHED = ['other', 'stuck'] as const

/** The hatches of one drawing; a drawing that is hidden lends its patterns to no other, so that each has its own. */
export function FateHatches({ id }: { id: string }) {
  return (
    <defs>
      {HATCHED.map((fate) => (
        <pattern
          key={fate}
          id={`${id}-${fate}`}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${fate === 'other' ? 45 : 0})`}
        >
          <rect width="5" height="5" className="fate-ground" />
          <line x1="0" x2="0" y1="0" y2="5" className={`fate-hatch ${fate}`} />
        </pattern>
      ))}
    </defs>
  )
}

/** What fills a state of a fate in the drawing whose hatches have this id; undefined: its style does. */
export function fateFill(id: string, fate: Fate): string | undefined {
  return HATCHED.some((one) => one === fate) ? `url(#${id}-${fate})` : undefined
}
