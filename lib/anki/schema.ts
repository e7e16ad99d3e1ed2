/** The tables of a collection of Anki, in its schema 11. */
const TABLES: Readonly<Record<string, string>> = {
  col: `id integer primary key, ${integers('crt mod scm ver dty usn ls')}, ${texts('conf models decks dconf tags')}`,
  notes: `id integer primary key, guid text not null, ${integers('mid mod usn')}, ${texts('tags flds')},
    ${integers('sfld csum flags')}, data text not null`,
  cards: `id integer primary key,
    ${integers('nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags')}, data text not null`,
  revlog: `id integer primary key, ${integers('cid usn ease ivl lastIvl factor time type')}`,
  graves: integers('usn oid type'),
}

const INDEXES = [
  ['notes', 'usn', 'usn'],
  ['notes', 'csum', 'csum'],
  ['cards', 'usn', 'usn'],
  ['cards', 'nid', 'nid'],
  ['cards', 'sched', 'did, queue, due'],
  ['revlog', 'usn', 'usn'],
  ['revlog', 'cid', 'cid'],
] as const

export const SCHEMA: string = [
  ...Object.entries(TABLES).map(([table, columns]) => `CREATE TABLE ${table} (${columns});`),
  ...INDEXES.map(([table, name, columns]) => `CREATE INDEX ix_${table}_${name} ON ${table} (${columns});`),
].join('\n')

function integers(names: string): string {
  return columnsOf(names, 'integer')
}

function texts(names: string): string {
  return columnsOf(names, 'text')
}

function columnsOf(names: string, type: string): string {
  return names
    .split(' ')
    .map((name) => `${name} ${type} not null`)
    .join(', ')
}
