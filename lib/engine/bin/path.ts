/** Which programs the simulated /bin has, and where they lie: in /usr/bin, to which /bin is a link. */
const NAMES = [
  'basename',
  'cat',
  'chmod',
  'cp',
  'cut',
  'date',
  'dirname',
  'echo',
  'env',
  'false',
  'find',
  'grep',
  'head',
  'hostname',
  'id',
  'kill',
  'ln',
  'ls',
  'mkdir',
  'mv',
  'nproc',
  'printf',
  'ps',
  'pwd',
  'rm',
  'rmdir',
  'seq',
  'sh',
  'sleep',
  'sort',
  'tac',
  'tail',
  'tee',
  'touch',
  'tr',
  'true',
  'uname',
  'uniq',
  'wc',
  'whoami',
  'yes',
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
