/**
 * A machine as a model that makes a move only when it has to: of a turn that is known (known-turn.ts) it says what comes of it, and
 * the machine makes it later, or never. The machine stands where the path was when it last had to be there; behind that come the
 * moves that are put off, and what they have changed lies over the machine: words of memory, and what their tasks are.
 *
 * Everything that is asked comes out as if the machine had made each move at once; a test compares.
 */
import { isAlive } from '../kernel/process/process'
import type { RollingHash } from '../kernel/run/rolling-part'
import { stepWatched, watchStep } from '../kernel/run/step-watch'
import { taskAt } from '../kernel/state/machine'
import {
  type Covered,
  coverBy,
  coveredWord,
  groundOf,
  keyOfTask,
  type PutOff,
  spaceIn,
  stateOf,
  takeBack,
  taskOf,
  uncover,
  uncovered,
} from './covered-machine'
import {
  type Asked,
  dependsOnOthers,
  isSteady,
  type KnownLook,
  type KnownTurns,
  keepLook,
  keepNone,
  keepTurn,
  lookOf,
  type Turn,
  wordsOf,
} from './known-turn'
import { type Asker, pendingOfTask } from './machine-pending'
import type { Before, HeapBlock, Model, Move, Operation, Pending } from './model'
import { numberOfTid } from './task-number'

type Deferring = Covered & {
  readonly real: Model
  readonly asker: Asker
  readonly known: KnownTurns
  readonly asked: Asked
  readonly path: Move[]
  /** Of each move, the turn that is known of it; null: the machine has made it. */
  readonly turns: (Turn | null)[]
  /** So many of them has the machine made; marks in front of those that it did not make together with the one before. */
  done: number
  readonly marks: (number | undefined)[]
  /** So many moves has it made at once, and so many are made before turns are learnt. */
  made: number
  after: number
  /** Digest behind so many moves; undefined: the machine knows. */
  readonly digests: (readonly [number, number] | undefined)[]
  /** Of all moves, and of those that the machine has made later, each time that it has. */
  work: number
  late: number
  readonly mostLate: number
}

const NONE: readonly HeapBlock[] = []

/** A program with so few moves is done sooner than its turns are learnt. */
export const FEW_MOVES = 300

/**
 * @param real the machine, which nobody else moves from here on
 * @param after so many moves are made before turns are learnt
 * @param mostLate so much more work may be done late than all moves have before nothing is put off any more
 */
export function deferringModel(
  real: Model,
  hash: RollingHash,
  asker: Asker,
  after: number,
  mostLate = LATE_WORK,
): Model & { readonly stand: () => void } {
  const all: Deferring = {
    ...uncovered(hash, asker.numbers),
    real,
    asker,
    asked: { wordAt: (address) => coveredWord(all, address), stateOf: (task) => stateOf(all, task) },
    known: { looks: new Map(), bytes: 0 },
    path: [],
    turns: [],
    done: 0,
    made: 0,
    after,
    marks: [],
    digests: [],
    work: 0,
    late: 0,
    mostLate,
  }
  return {
    pending: (before) => pendingOf(all, before),
    step: (move) => makeStep(all, move),
    mark: () => all.path.length,
    undo: (mark) => goBack(all, mark),
    hash: () => digestOf(all),
    ending() {
      catchUp(all)
      return real.ending()
    },
    work: () => all.work,
    stand: () => catchUp(all),
    pathBytes: () => real.pathBytes?.() ?? 0,
  }
}

/** The digest of where the model stands; of moves that were put off it is known from what each changes of it. */
function digestOf({ digests, path, real }: Deferring): readonly [number, number] {
  const known = digests[path.length] ?? real.hash()
  digests[path.length] = known
  return known
}

/** To where so many moves were made or put off. What the machine has made beyond it is taken back to its last mark before. */
function goBack(all: Deferring, length: number): void {
  const { path, marks, turns } = all
  if (length >= all.done)
    while (all.putOff.length > length - all.done) takeBack(all, all.putOff.pop() as PutOff)
  else {
    // Moves that were put off were made together, and are put off again.
    let from = length
    while (marks[from] === undefined) from--
    all.real.undo(marks[from] as number)
    marks.length = from
    all.done = from
    uncover(all)
    for (let i = from; i < length; i++) coverBy(all, turns[i] as Turn)
  }
  path.length = length
  turns.length = length
  all.digests.length = length + 1
}

/** So many moves are made in one piece, and taken back in one; and so much work may be done late before it is no longer worth it. */
const PIECE = 32
const LATE_WORK = 1_000_000

/**
 * The machine makes what was put off. That may be again and again: where it comes to more work than all moves have, nothing is put
 * off any more, so that what is done stays near twice the bound on work.
 */
function catchUp(all: Deferring): void {
  const { real, path, marks, done } = all
  if (path.length === done) return
  const before = real.work()
  for (let i = done; i < path.length; i++) {
    if ((i - done) % PIECE === 0) marks[i] = real.mark()
    real.step(path[i] as Move)
  }
  all.late += real.work() - before
  if (all.late > all.work + all.mostLate) all.after = Infinity
  all.done = path.length
  uncover(all)
}

/** Makes a move, or puts it off when its turn is known, or makes it and keeps what has come of it. */
function makeStep(all: Deferring, move: Move): readonly HeapBlock[] {
  const isQuiet = all.made >= all.after && move.choice === 0 && groundOf(all).isQuiet
  const look = isQuiet ? knownLook(all, move.task) : undefined
  if (look?.turn) {
    putOff(all, move, look.turn)
    return NONE
  }
  catchUp(all)
  // What the library passes is told only while there are others (contest.ts), so what is learnt alone would not be told.
  const watched = isQuiet && hasOthers(all) ? (look ?? learn(all, move.task)) : null
  return watched && watched.turn === undefined ? makeWatched(all, move, watched) : make(all, move)
}

/** Whether several tasks live where the machine stands. */
function hasOthers({ hash }: Deferring): boolean {
  return hash.machine.state.live.length > 1
}

/** The model goes on by a turn that is known, and the machine stays where it is. */
function putOff(all: Deferring, move: Move, turn: Turn): void {
  const { path, turns, digests } = all
  const [low, high] = digestOf(all)
  coverBy(all, turn)
  path.push(move)
  turns.push(turn)
  digests[path.length] = [(low + turn.low) | 0, (high + turn.high) | 0]
  all.work += turn.work
}

/** The machine, which stands where the model does, makes a move. */
function make(all: Deferring, move: Move): readonly HeapBlock[] {
  const { real, path, turns, marks } = all
  marks[path.length] = real.mark()
  all.made++
  const before = real.work()
  const blocks = real.step(move)
  all.work += real.work() - before
  path.push(move)
  turns.push(null)
  all.done = path.length
  all.ground = null
  return blocks
}

/** Makes a move, and keeps what it has done if that is only its task's, the one's that it is about, and of words. */
function makeWatched(all: Deferring, move: Move, look: KnownLook): readonly HeapBlock[] {
  const { hash, asker } = all
  const [task, space] = [taskOf(all, move.task), spaceIn(all)]
  const before = all.real.hash()
  const stood = groundOf(all).place
  const worked = all.work
  const watch = watchStep(hash, task)
  const blocks = make(all, move)
  const done = stepWatched(hash, watch, space, look.words)
  const after = digestOf(all)
  const { isQuiet, place } = groundOf(all)
  const tasks = done?.tasks.map(({ tid }) => numberOfTid(asker.numbers, tid)) ?? []
  // Who lives, and what is mapped, counts only with those who look at it.
  const isPlaced =
    place.all >= 0 && (place.all === stood.all || look.pending.operation.ends || look.other >= 0)
  const isKnown =
    done !== null &&
    isQuiet &&
    isPlaced &&
    blocks.length === 0 &&
    [...done.reads.keys()].every((word) => isSteady(task, space, word)) &&
    tasks.every((one) => one === move.task || one === look.other)
  if (isKnown)
    keepTurn(all.known, look, done.reads, {
      isOver: !isAlive(task),
      tasks: tasks.flatMap((one) => [one, stateOf(all, one)]),
      place: place.all === stood.all ? null : place,
      writes: [...done.writes].flat(),
      low: (after[0] - before[0]) | 0,
      high: (after[1] - before[1]) | 0,
      work: all.work - worked,
    })
  else look.turn = null
  return blocks
}

/**
 * What is pending. Of a move that was put off it is said without the machine if all that may have become another operation is
 * known.
 */
function pendingOf(all: Deferring, before?: Before): readonly Pending[] {
  const { real, asker } = all
  const last = all.putOff.at(-1)
  if (!last || !before || asker.streaming.has(before.pending)) {
    catchUp(all)
    return real.pending(before)
  }
  const list: Pending[] = []
  const unknown: number[] = []
  for (const old of before.pending) {
    const isMover = old.task === before.made.task
    if (isMover && last.turn.isOver) continue
    const one = !isMover && isUnchanged(asker, old, before.made) ? old : knownLook(all, old.task)?.pending
    if (one) list.push(one)
    else unknown.push(old.task)
  }
  if (unknown.length === 0) return list
  catchUp(all)
  for (const task of unknown) learn(all, task)
  return real.pending(before)
}

/** Whether an operation that was made and put off leaves a pending one what it was: most change words of memory only. */
function isUnchanged(asker: Asker, { operation }: Pending, made: Operation): boolean {
  if (!made.ends && made.joins === null && (operation.ends || operation.isPlain)) return true
  return !asker.isAffected(operation, made)
}

/** Keeps what a task would do that stands where the machine does; who lives counts only with ends and joins of threads. */
function learn(all: Deferring, number: number): KnownLook | null {
  const { known, asker, hash } = all
  const { isQuiet, place } = groundOf(all)
  const key = keyOfTask(all, number, place.all)
  if (!isQuiet || !hasOthers(all) || key < 0 || known.looks.get(key) === null) return null
  const task = taskOf(all, number)
  const one = pendingOfTask(asker, task)
  if (!one) return null
  const { next, pending } = one
  const other = next.target === null ? -1 : numberOfTid(asker.numbers, taskAt(hash.machine, next.target).tid)
  const words = wordsOf(task, next, spaceIn(all), all.asked.wordAt)
  if (words === null) {
    keepNone(known, key)
    return null
  }
  const at = dependsOnOthers(next) ? key : keyOfTask(all, number, place.basis)
  return keepLook(known, at, all.asked, words, pending, other)
}

/**
 * What is known of what a task would do. Most that is kept counts wherever memory is mapped alike (`basis`); what depends on who
 * lives, too, is kept by the whole place.
 */
function knownLook(all: Deferring, task: number): KnownLook | undefined {
  const place = all.place ?? groundOf(all).place
  return (
    lookOf(all.known, keyOfTask(all, task, place.basis), all.asked) ??
    lookOf(all.known, keyOfTask(all, task, place.all), all.asked)
  )
}
