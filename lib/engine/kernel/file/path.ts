/** Names of files: from a path to an inode. */

import { inodeAt } from '../memory/inode'
import { ERRNO } from '../state/errno'
import { type Inode, type Machine, processOf, type Task } from '../state/machine'
import { MAY, mayAccess } from './permission'

/** Where a path ends: the directory that holds (or would hold) the name, and what stands there. */
export type ResolvedPath = { readonly directory: Inode; readonly name: string; readonly inode: Inode | null }

/** Files that are no inodes of the machine: those of /proc (proc.ts). */
export type ProcFiles = {
  /** Walks a path below /proc; a string is the path at which a symbolic link goes on. */
  readonly resolve: (
    machine: Machine,
    task: Task,
    path: string,
    follow: boolean,
  ) => ResolvedPath | string | number
  /** Whether an inode is one of these, and so not among the machine's. */
  readonly isPassing: (machine: Machine, inode: Inode) => boolean
  /** An inode of the machine that holds what the file says now, for whoever opens it. */
  readonly keep: (machine: Machine, task: Task, inode: Inode) => Inode
  /** Names in a directory that was kept. */
  readonly list: (machine: Machine, task: Task, path: string) => { name: string; inode: Inode }[]
}

/** Null until the rest of the engine is here; a program that names /proc waits for it. */
let proc: ProcFiles | null = null

/** Brings /proc in, for all machines. */
export function setProcFiles(files: ProcFiles): void {
  proc = files
}

/** What makes the files of /proc; null while the rest of the engine is not here. */
export function procFiles(): ProcFiles | null {
  return proc
}

const IN_PROC = /^\/proc(?:\/|$)/

/** Whether a path, as it is written, leads into /proc. */
export function leadsIntoProc(machine: Machine, task: Task, path: string): boolean {
  return IN_PROC.test(normalPath(processOf(machine, task).cwd, path))
}

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
export function resolve(machine: Machine, task: Task, path: string, follow = true): ResolvedPath | number {
  if (path === '') return -ERRNO.ENOENT
  if (path.length > 4095) return -ERRNO.ENAMETOOLONG
  return walk(machine, task, absolutePath(processOf(machine, task).cwd, path), follow, 0)
}

function walk(
  machine: Machine,
  task: Task,
  path: string,
  follow: boolean,
  links: number,
): ResolvedPath | number {
  if (links > MAX_LINKS) return -ERRNO.ELOOP
  const normal = normalPath('/', path)
  if (proc && IN_PROC.test(normal)) {
    const found = proc.resolve(machine, task, normal, follow)
    return typeof found === 'string' ? walk(machine, task, found, follow, links + 1) : found
  }
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const trail: Inode[] = [inodeAt(machine, ROOT_INODE)]
  const names: string[] = []
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string
    const directory = trail[trail.length - 1] as Inode
    if (directory.kind !== 'directory') return -ERRNO.ENOTDIR
    if (part.length > 255) return -ERRNO.ENAMETOOLONG
    if (!mayAccess(directory, MAY.search)) return -ERRNO.EACCES
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
      return walk(machine, task, [target, ...parts.slice(i + 1)].join('/'), follow, links + 1)
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
