/** The programs of the simulated /bin, in C like any other. */
import { CAT, DATE, ECHO, ENV, KILL, PWD, SEQ, SLEEP, TEE, UNAME, WHOAMI } from './basic'
import { CHMOD, CP, LN, MKDIR, MV, RM, RMDIR, TOUCH } from './file'
import { CUT, GREP, HEAD, SORT, TAIL, TR, UNIQ, WC } from './filter'
import { LS } from './ls'
import { BASENAME, DIRNAME, FIND, HOSTNAME, ID, NPROC, PRINTF, TAC, YES } from './name'
import type { BinName } from './path'
import { PS } from './ps'
import { SH } from './sh'

/** Source texts by name (path.ts says where they are found). */
export const BIN_SOURCES: Readonly<Record<BinName, string>> = {
  true: 'int main(void) { return 0; }\n',
  false: 'int main(void) { return 1; }\n',
  basename: BASENAME,
  cat: CAT,
  chmod: CHMOD,
  cp: CP,
  cut: CUT,
  date: DATE,
  dirname: DIRNAME,
  echo: ECHO,
  env: ENV,
  find: FIND,
  grep: GREP,
  head: HEAD,
  hostname: HOSTNAME,
  id: ID,
  kill: KILL,
  ln: LN,
  ls: LS,
  mkdir: MKDIR,
  mv: MV,
  nproc: NPROC,
  printf: PRINTF,
  ps: PS,
  pwd: PWD,
  rm: RM,
  rmdir: RMDIR,
  seq: SEQ,
  sh: SH,
  sleep: SLEEP,
  sort: SORT,
  tac: TAC,
  tail: TAIL,
  tee: TEE,
  touch: TOUCH,
  tr: TR,
  uname: UNAME,
  uniq: UNIQ,
  wc: WC,
  whoami: WHOAMI,
  yes: YES,
}
