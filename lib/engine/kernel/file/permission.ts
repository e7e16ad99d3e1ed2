/** Who may do what with a file. Programs run as one ordinary user; what the machine brings belongs to root. */
import { ROOT, USER } from '../memory/inode'
import { ERRNO } from '../state/errno'
import type { Inode } from '../state/machine'

/** As in access(2), to be added up. */
export const MAY = { read: 4, write: 2, search: 1, execute: 1 } as const

const STICKY = 0o1000

/** Whether the mode of a file grants all of `wanted` to the user (path_resolution(7)). */
export function mayAccess(inode: Inode, wanted: number): boolean {
  const bits = inode.owner === USER ? inode.mode >> 6 : inode.mode
  return (bits & wanted) === wanted
}

/** Whether the user may change mode and owner. */
export function isOwner(inode: Inode): boolean {
  return inode.owner === USER
}

/** Whether a name may be put into a directory, or taken out: 0, or a negated errno. */
export function refuseChange({ directory, inode }: { directory: Inode; inode: Inode | null }): number {
  if (!mayAccess(directory, MAY.write | MAY.search)) return -ERRNO.EACCES
  const isForeign = inode !== null && inode.owner === ROOT && directory.owner === ROOT
  return isForeign && (directory.mode & STICKY) !== 0 ? -ERRNO.EPERM : 0
}
