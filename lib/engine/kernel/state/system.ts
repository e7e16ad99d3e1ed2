/** What the system calls itself, in uname and in /proc. */
export const SYSTEM = {
  name: 'Linux',
  node: 'forklore',
  release: '6.1.0',
  version: '#1 SMP',
  machine: 'x86_64',
} as const
