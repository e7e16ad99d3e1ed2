import { z } from 'zod'
import type { Kin, RunRequest, Workshop } from '../build'
import { needProgram } from '../build'
import { type Incomplete, type KindRow, oneOf } from '../grade'
import type { AskedOf, Id, ItemOf, ItemProgram, Named, Placed, ShownPart, Slotted } from '../item'
import { program, remedy } from '../written'
import { shownParts, sortedIds, textOf } from './option'
import { buildSlotSlips, opaqueId, saidSlots, scoreSlots, slotAnswer, slotParts, validateSlots } from './slot'

/** A process is called by what it prints: it and no other. */
const processName = z.string().min(1).max(12)
const fields = {
  program,
  /** `put`: who was taken for the parent of `at`; left out: any wrong one. */
  slips: z.array(z.strictObject({ at: processName, put: processName.optional(), ...remedy })).min(1),
}

/** Seeds, with the shortest quantum, under which everybody must have the same parent as under the item's own. */
const SEEDS = [1, 2, 3]

declare module '../item' {
  interface Kinds {
    tree: Slotted<
      { readonly program: ItemProgram; readonly root: string; readonly processes: readonly Named[] },
      { readonly root: string; readonly processes: readonly ShownPart[] },
      { readonly root: string; readonly processes: readonly Id[] }
    >
  }
}

/** The tree of the processes of a program: each is put below the one that made it. */
export const tree: KindRow<'tree', typeof fields> = {
  interaction: 'matching',
  isWorkedOut: true,
  hasOneRight: true,
  file: {
    fields,
    build(shop, written) {
      const shown = needProgram(shop, written.program)
      const kin = sureKin(shop, { ...shown, schedule: null })
      const idOf = (name: string) => opaqueId(shop.id, 'process', name)
      const processes = kin.map(({ printed }) => ({ id: idOf(printed), text: bothOf(`\`${printed}\``) }))
      const placed = Object.fromEntries(
        kin.flatMap(({ printed, parent }) => (parent === null ? [] : [[idOf(printed), idOf(parent)]])),
      ) as Placed
      const root = idOf(kin.find(({ parent }) => parent === null)?.printed ?? '')
      const slips = buildSlotSlips(shop, written.slips, idOf, idOf, placed)
      for (const [i, { at, put }] of slips.entries())
        if (put !== null && !isTree({ ...placed, [at]: put }, root))
          shop.complain(['slips', i, 'put'], 'a process is not below itself, and its parent is one of them')
      return { program: shown, root, processes, key: { placed }, slips, partial: 'per-part' }
    },
  },
  answer: slotAnswer,
  ids: ({ processes, root }) => ({ processes: sortedIds(processes), root }),
  key: ({ key }) => key,
  publish: ({ processes, root }, locale, inOrder) => ({
    root,
    processes: shownParts(inOrder(processes), locale),
  }),
  validate(asked, { placed }): Incomplete | null {
    const ids = sortedIds(asked.processes)
    const problem = validateSlots(childrenOf(asked), ids, placed)
    return problem ?? (isTree(placed, asked.root) ? null : 'ill-formed')
  },
  score: (item, answer) => scoreSlots(item, answer.placed),
  reveal: ({ key }) => ({ kind: 'tree', placed: key.placed }),
  // Each may be below any other one.
  chance: ({ processes }) => 1 / (processes.length - 1),
  right: ({ key }) => ({ kind: 'tree', placed: key.placed }),
  wrong(item, roll) {
    const placed = oneOf(wrongTrees(item), roll)
    return placed ? { kind: 'tree', placed } : null
  },
  parts: slotParts,
  said: ({ placed }) => saidSlots(placed),
  texts: ({ processes }) => processes,
  read: (shown, { placed }) =>
    childrenOf(shown).map((id) => {
      const parent = placed[id]
      return `${parent === undefined ? '–' : textOf(shown.processes, parent)} → ${textOf(shown.processes, id)}`
    }),
}

/** Every process but the first. */
function childrenOf({ processes, root }: AskedOf<'tree'>): string[] {
  return sortedIds(processes).filter((id) => id !== root)
}

/** Whether everybody comes from the first process. */
function isTree(placed: Placed, root: string): boolean {
  return Object.keys(placed).every((id) => {
    let at: string | undefined = id
    for (let steps = 0; at !== undefined && at !== root; steps++) {
      if (steps > Object.keys(placed).length) return false
      at = placed[at]
    }
    return at === root
  })
}

/** The right tree with one process at a wrong place: where that was foreseen, if it was anywhere. */
function wrongTrees(item: ItemOf<'tree'>): Placed[] {
  const { key, root, slips } = item
  const moved = (at: string, put: string) => ({ ...key.placed, [at]: put })
  const foreseen = slips.flatMap(({ at, put }) => (put === null ? [] : [moved(at, put)]))
  if (foreseen.length > 0) return foreseen
  const ids = sortedIds(item.processes)
  const all = Object.keys(key.placed).flatMap((at) =>
    ids.filter((put) => put !== key.placed[at]).map((put) => moved(at, put)),
  )
  return all.filter((placed) => isTree(placed, root))
}

type Printed = { readonly printed: string; readonly parent: string | null }

/** The processes of a run by what they print, the same in whatever order they run. */
function sureKin(shop: Workshop, run: RunRequest): Printed[] {
  const kin = namedKin(shop.replayer.kin(run))
  if (kin.length < 3 || kin.length > 8)
    shop.complain(['program'], `${kin.length} processes are no tree to be built: 3 to 8 are`)
  if (kin.some(({ printed }, i) => printed === '' || kin.findIndex((one) => one.printed === printed) < i))
    shop.complain(['program'], 'every process prints something, and no two the same')
  for (const seed of SEEDS) {
    const other = namedKin(shop.replayer.kin({ ...run, config: { ...run.config, seed, quantum: 1 } }))
    if (JSON.stringify(other) !== JSON.stringify(kin))
      shop.complain(['program'], 'who is whose child depends on the order of execution')
  }
  return kin
}

function namedKin(kin: readonly Kin[]): Printed[] {
  const nameOf = (pid: number | null) => kin.find((one) => one.pid === pid)?.printed.trim() ?? null
  return kin
    .map(({ printed, parent }) => ({ printed: printed.trim(), parent: nameOf(parent) }))
    .sort((a, b) => (a.printed < b.printed ? -1 : 1))
}

function bothOf(text: string) {
  return { ko: text, en: text }
}
