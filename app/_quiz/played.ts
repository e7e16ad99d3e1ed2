/** With what a schedule of the explorer is played. */
export const PLAYED = { cores: 1, policy: 'rr', quantum: 1, seed: 0 } as const
