/** Which programs the simulated /bin has. */
const NAMES = ['true', 'false', 'echo', 'cat', 'sleep'] as const
export type BinName = (typeof NAMES)[number]

/** Names by absolute path: each program is found in /bin and in /usr/bin. */
export const BIN_PATHS: Readonly<Record<string, BinName>> = Object.fromEntries(
  NAMES.flatMap((name) => [
    [`/bin/${name}`, name],
    [`/usr/bin/${name}`, name],
  ]),
)
