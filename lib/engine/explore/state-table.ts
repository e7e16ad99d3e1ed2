/** States by their 64-bit hash: open addressing, two words a state, numbers in order of discovery. */
export type StateTable = { slots: Int32Array; low: Int32Array; high: Int32Array; count: number }

/** An empty table. */
export function stateTable(): StateTable {
  return {
    slots: new Int32Array(4096).fill(-1),
    low: new Int32Array(2048),
    high: new Int32Array(2048),
    count: 0,
  }
}

/** The number of a state that is known, or -1 - n with the number n that it is given now. */
export function findOrAdd(table: StateTable, low: number, high: number): number {
  let slot = place(table, low, high)
  for (;;) {
    const id = table.slots[slot] as number
    if (id < 0) break
    if (table.low[id] === low && table.high[id] === high) return id
    slot = (slot + 1) & (table.slots.length - 1)
  }
  const id = table.count++
  table.slots[slot] = id
  if (id === table.low.length) growKeys(table)
  table.low[id] = low
  table.high[id] = high
  if (2 * table.count > table.slots.length) growSlots(table)
  return -1 - id
}

/** Bytes that a table takes. */
export function tableBytes(table: StateTable): number {
  return 4 * (table.slots.length + table.low.length + table.high.length)
}

function place({ slots }: StateTable, low: number, high: number): number {
  return (Math.imul(low ^ (high >>> 7), 0x9e3779b1) ^ high) & (slots.length - 1)
}

function growKeys(table: StateTable): void {
  const size = table.low.length + (table.low.length >> 1)
  const low = new Int32Array(size)
  const high = new Int32Array(size)
  low.set(table.low)
  high.set(table.high)
  table.low = low
  table.high = high
}

function growSlots(table: StateTable): void {
  table.slots = new Int32Array(2 * table.slots.length).fill(-1)
  for (let id = 0; id < table.count; id++) {
    let slot = place(table, table.low[id] as number, table.high[id] as number)
    while ((table.slots[slot] as number) >= 0) slot = (slot + 1) & (table.slots.length - 1)
    table.slots[slot] = id
  }
}
