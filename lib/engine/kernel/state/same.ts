/**
 * Whether two records of one kind say the same, field by field and spelled out, as `assign.ts` copies them and for the
 * same reason. A record holds no NaN and no negative zero; what it refers to is never changed, only replaced. That no
 * field is missing here is tested on every record of running machines (`same.test.ts`).
 */
import type { Inode, Process, Task } from './machine'

/** All fields the same; what they refer to is compared by identity. So in all of these. */
export function isSameTask(a: Task, b: Task): boolean {
  return (
    a.index === b.index &&
    a.tid === b.tid &&
    a.pid === b.pid &&
    a.name === b.name &&
    a.state === b.state &&
    a.pc === b.pc &&
    a.fp === b.fp &&
    a.tp === b.tp &&
    a.rvLow === b.rvLow &&
    a.rvHigh === b.rvHigh &&
    a.paidPages === b.paidPages &&
    a.core === b.core &&
    a.pending === b.pending &&
    a.waitKeys === b.waitKeys &&
    a.blocked === b.blocked &&
    a.wakeAt === b.wakeAt &&
    a.timedOut === b.timedOut &&
    a.readyAt === b.readyAt &&
    a.maskLow === b.maskLow &&
    a.maskHigh === b.maskHigh &&
    a.signals === b.signals &&
    a.savedMask === b.savedMask &&
    a.signalStack === b.signalStack &&
    a.detached === b.detached &&
    a.exitValue === b.exitValue &&
    a.joinedBy === b.joinedBy &&
    a.cancelRequested === b.cancelRequested &&
    a.cancelDisabled === b.cancelDisabled &&
    a.cancelAsynchronous === b.cancelAsynchronous &&
    a.stackStart === b.stackStart &&
    a.stackEnd === b.stackEnd &&
    a.ownsStack === b.ownsStack &&
    a.robust === b.robust &&
    a.nice === b.nice &&
    a.schedulingClass === b.schedulingClass &&
    a.realtimePriority === b.realtimePriority &&
    a.inherited === b.inherited &&
    a.affinity === b.affinity &&
    a.vruntime === b.vruntime &&
    a.level === b.level &&
    a.quantumLeft === b.quantumLeft &&
    a.stretch === b.stretch &&
    a.born === b.born &&
    a.firstRun === b.firstRun &&
    a.died === b.died &&
    a.running === b.running &&
    a.waiting === b.waiting &&
    a.switches === b.switches &&
    a.made === b.made &&
    a.children === b.children &&
    a.shownLine === b.shownLine &&
    a.exitStatus === b.exitStatus &&
    a.vforkParent === b.vforkParent
  )
}

/** The same for processes. */
export function isSameProcess(a: Process, b: Process): boolean {
  return (
    a.pid === b.pid &&
    a.parent === b.parent &&
    a.group === b.group &&
    a.session === b.session &&
    a.name === b.name &&
    a.arguments === b.arguments &&
    a.space === b.space &&
    a.table === b.table &&
    a.cwd === b.cwd &&
    a.umask === b.umask &&
    a.descriptorLimit === b.descriptorLimit &&
    a.actions === b.actions &&
    a.signals === b.signals &&
    a.tasks === b.tasks &&
    a.leader === b.leader &&
    a.state === b.state &&
    a.status === b.status &&
    a.report === b.report &&
    a.stopped === b.stopped &&
    a.exiting === b.exiting &&
    a.alarmAt === b.alarmAt &&
    a.cpuDue === b.cpuDue &&
    a.isReaper === b.isReaper &&
    a.deathSignal === b.deathSignal &&
    a.alarmInterval === b.alarmInterval &&
    a.minorFaults === b.minorFaults &&
    a.copiedFaults === b.copiedFaults &&
    a.cpu === b.cpu &&
    a.childrenCpu === b.childrenCpu &&
    a.executed === b.executed &&
    a.limits === b.limits &&
    a.undo === b.undo
  )
}

/** The same for inodes. */
export function isSameInode(a: Inode, b: Inode): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.mode === b.mode &&
    a.owner === b.owner &&
    a.links === b.links &&
    a.users === b.users &&
    a.size === b.size &&
    a.pages === b.pages &&
    a.entries === b.entries &&
    a.target === b.target &&
    a.object === b.object &&
    a.accessed === b.accessed &&
    a.modified === b.modified &&
    a.changed === b.changed &&
    a.locks === b.locks &&
    a.name === b.name
  )
}
