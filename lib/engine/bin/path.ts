/** Which programs the simulated /bin has, and where they lie: in /usr/bin, to which /bin is a link. */
const NAMES = [
  'true',
  'false',
  'cat',
  'chmod',
  'cp',
  'cut',
  'date',
  'echo',
  'env',
  'grep',
  'head',
  'kill',
  'ln',
  'ls',
  'mkdir',
  'mv',
  'ps',
  'pwd',
  'rm',
  'rmdir',
  'seq',
  'sh',
  'sleep',
  'sort',
  'tail',
  'tee',
  'touch',
  'tr',
  'uname',
  'uniq',
  'wc',
  'whoami',
] as const
export type BinName = (typeof NAMES)[number]

/** Where the programs lie. */
export const BIN_FILES: readonly string[] = NAMES.map((name) => `/usr/bin/${name}`)

/** Names by each absolute path that leads to the program. */
export const BIN_PATHS: Readonly<Record<string, BinName>> = Object.fromEntries(
  NAMES.flatMap((name) => [
    [`/bin/${name}`, name],
    [`/usr/bin/${name}`, name],
  ]),
)
