import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import initSqlJs, { type Database } from 'sql.js'
import { SCHEMA } from './schema'

/** A card with two sides, in HTML, and when it is due. Days are counts of days of one calendar. */
export type Note = {
  /** Of the question, always the same: who imports a newer file has the note changed, and not twice. */
  readonly id: string
  readonly front: string
  readonly back: string
  readonly dueDay: number
  readonly lastDay: number
  /** By FSRS. */
  readonly stability: number
  readonly difficulty: number
  readonly reps: number
  readonly lapses: number
}

export type Deck = {
  readonly name: string
  /** What the sides are called. */
  readonly fields: { readonly front: string; readonly back: string }
  readonly notes: readonly Note[]
  /** The day from which Anki counts, and when it begins, in seconds. */
  readonly epoch: { readonly day: number; readonly at: number }
  /** When the file was made, in seconds. */
  readonly now: number
}

/** Numbers by which Anki knows this deck and this type of note again; any will do that stay the same. */
const DECK = 1_764_374_400_002
const TYPE = 1_764_374_400_001

/** A file that Anki imports, in the form that every version of it reads: a zip of a database of schema 11
 *  (`rslib/src/storage/schema11.sql` and `rslib/src/notetype/schema11.rs` of Anki's sources) and a list of media, of which
 *  there are none. */
export async function ankiPackage(deck: Deck): Promise<Uint8Array> {
  const { Database } = await initSqlJs()
  const db = new Database()
  try {
    db.run(SCHEMA)
    addCollection(db, deck)
    addNotes(db, deck)
    return zipSync({ 'collection.anki2': db.export(), media: strToU8('{}') })
  } finally {
    db.close()
  }
}

function addCollection(db: Database, { name, fields, epoch, now }: Deck): void {
  const field = (called: string, ord: number) => {
    return { name: called, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] }
  }
  const type = {
    ...{ id: TYPE, name: 'Forklore', type: 0, mod: now, usn: -1, sortf: 0, did: DECK, css: CSS },
    ...{ latexPre: '', latexPost: '', tags: [], vers: [], req: [[0, 'any', [0]]] },
    flds: [field(fields.front, 0), field(fields.back, 1)],
    tmpls: [
      {
        ...{ name: 'Forklore', ord: 0, did: null, bqfmt: '', bafmt: '' },
        qfmt: `{{${fields.front}}}`,
        afmt: `{{FrontSide}}<hr id=answer>{{${fields.back}}}`,
      },
    ],
  }
  const today = { lrnToday: [0, 0], revToday: [0, 0], newToday: [0, 0], timeToday: [0, 0] }
  const deckOf = (id: number, called: string) => {
    const rest = {
      mod: now,
      usn: -1,
      desc: '',
      dyn: 0,
      conf: 1,
      extendNew: 0,
      extendRev: 0,
      collapsed: false,
    }
    return { id, name: called, ...rest, ...today }
  }
  const json = [
    {
      curDeck: DECK,
      activeDecks: [DECK],
      curModel: TYPE,
      nextPos: 1,
      sortType: 'noteFld',
      sortBackwards: false,
    },
    { [TYPE]: type },
    { 1: deckOf(1, 'Default'), [DECK]: deckOf(DECK, name) },
    { 1: OPTIONS },
    {},
  ].map((one) => JSON.stringify(one))
  db.run(
    'INSERT INTO col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags) VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)',
    [epoch.at, 1000 * now, 1000 * now, ...json],
  )
}

function addNotes(db: Database, { notes, epoch, now }: Deck): void {
  const used = new Set<number>()
  for (const note of notes) {
    const id = numberOf(note.id, used)
    const text = note.front.replace(/<[^>]*>/g, '')
    db.run(
      `INSERT INTO notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
       VALUES (?, ?, ?, ?, -1, '', ?, ?, ?, 0, '')`,
      [id, `forklore ${note.id}`, TYPE, now, `${note.front}\x1f${note.back}`, text, checksum(text)],
    )
    // Under review, for so many days; what FSRS knows of it stands in `data`.
    const memory = JSON.stringify({ s: rounded(note.stability), d: rounded(note.difficulty) })
    db.run(
      `INSERT INTO cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data)
       VALUES (?, ?, ?, 0, ?, -1, 2, 2, ?, ?, 2500, ?, ?, 0, 0, 0, 0, ?)`,
      [
        ...[id, id, DECK, now, note.dueDay - epoch.day, Math.max(1, note.dueDay - note.lastDay)],
        ...[note.reps, note.lapses, memory],
      ],
    )
  }
}

/** A number that is always the same for an id, as long as the numbers of times that Anki uses. */
function numberOf(id: string, used: Set<number>): number {
  const hash = createHash('sha256').update(id).digest()
  let number = 1_600_000_000_000 + (hash.readUIntBE(0, 6) % 100_000_000_000)
  while (used.has(number)) number++
  used.add(number)
  return number
}

/** By it Anki finds notes that begin alike: the first 32 bits of the SHA-1 of the first side without its marks. */
function checksum(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0)
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000
}

const CSS = `.card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 42rem; margin: 0 auto; }
pre, code { font-family: monospace; font-size: 16px; }
pre { overflow-x: auto; }`

/** How Anki asks, where nothing else was chosen there. */
const OPTIONS = {
  ...{
    id: 1,
    mod: 0,
    name: 'Default',
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
  },
  new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
  rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, perDay: 200, hardFactor: 1.2 },
  lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
}
