/** Names of files: from a path to an inode. */

import { inodeAt } from '../memory/inode'
import { ERRNO } from '../state/errno'
import { type Inode, type Machine, processOf, type Task } from '../state/machine'

/** Where a path ends: the directory that holds (or would hold) the name, and what stands there. */
export type Resolved = { readonly directory: Inode; readonly name: string; readonly inode: Inode | null }

export const ROOT_INODE = 1
const MAX_LINKS = 8

/** Makes a path absolute and free of `.`; `..` stays, since a link may stand before it. */
export function absolutePath(cwd: string, path: string): string {
  return path.startsWith('/') ? path : `${cwd === '/' ? '' : cwd}/${path}`
}

/**
 * Walks a path.
 * @param follow whether a symbolic link at the end is followed
 * @returns a negated errno when a part before the last is missing, not a directory, or a loop
 */
export function resolve(machine: Machine, task: Task, path: string, follow = true): Resolved | number {
  if (path === '') return -ERRNO.ENOENT
  if (path.length > 4095) return -ERRNO.ENAMETOOLONG
  return walk(machine, absolutePath(processOf(machine, task).cwd, path), follow, 0)
}

function walk(machine: Machine, path: string, follow: boolean, links: number): Resolved | number {
  if (links > MAX_LINKS) return -ERRNO.ELOOP
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const trail: Inode[] = [inodeAt(machine, ROOT_INODE)]
  const names: string[] = []
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string
    const directory = trail[trail.length - 1] as Inode
    if (directory.kind !== 'directory') return -ERRNO.ENOTDIR
    if (part.length > 255) return -ERRNO.ENAMETOOLONG
    if (part === '..') {
      if (trail.length > 1) trail.pop()
      names.pop()
      continue
    }
    const entry = directory.entries.find((e) => e.name === part)
    const last = i === parts.length - 1
    if (!entry) {
      if (!last) return -ERRNO.ENOENT
      return { directory, name: part, inode: null }
    }
    const inode = inodeAt(machine, entry.inode)
    if (inode.kind === 'symlink' && (follow || !last)) {
      const target = absolutePath(`/${names.join('/')}`, inode.target)
      return walk(machine, [target, ...parts.slice(i + 1)].join('/'), follow, links + 1)
    }
    if (last && path.endsWith('/') && inode.kind !== 'directory') return -ERRNO.ENOTDIR
    if (last) return { directory, name: part, inode }
    trail.push(inode)
    names.push(part)
  }
  const here = trail[trail.length - 1] as Inode
  return { directory: here, name: '.', inode: here }
}

/** The absolute path of a directory that was just resolved, for getcwd. */
export function normalPath(cwd: string, path: string): string {
  const parts: string[] = []
  for (const part of absolutePath(cwd, path).split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return `/${parts.join('/')}`
}
