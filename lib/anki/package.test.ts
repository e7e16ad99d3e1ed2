import { strFromU8, unzipSync } from 'fflate'
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { ankiPackage, type Deck } from './package'

// Anki's own library is in no registry of npm or Debian: what it asks of such a file is asserted field by field, after
// schema11.sql, notetype/schema11.rs, decks/schema11.rs and package/meta.rs of its sources.

const note = { lastDay: 20_000, stability: 4.123456, difficulty: 5.5, reps: 3, lapses: 1 }
const deck: Deck = {
  name: 'Forklore 복습',
  fields: { front: '질문', back: '답' },
  epoch: { day: 19_900, at: 1_767_207_600 },
  now: 1_764_374_400,
  notes: [
    {
      ...note,
      id: 'fork.card ko',
      front: 'fork()는 <b>무엇</b>을 돌려주는가?',
      back: '두 번 돌아온다',
      dueDay: 20_007,
    },
    {
      ...note,
      id: 'pipe.card ko',
      front: '<pre>a &lt; b</pre>',
      back: '"b"; --',
      dueDay: 19_999,
      lastDay: 19_999,
    },
  ],
}

async function open(bytes: Uint8Array) {
  const files = unzipSync(bytes)
  const { Database } = await initSqlJs()
  const db = new Database(files['collection.anki2'])
  const rows = (sql: string) => {
    const [result] = db.exec(sql)
    return (result?.values ?? []).map((row) =>
      Object.fromEntries(row.map((value, i) => [result?.columns[i] ?? '', value])),
    )
  }
  return { files, rows }
}

test('the file is a zip of a sound database and a list of no media', async () => {
  const { files, rows } = await open(await ankiPackage(deck))
  expect(Object.keys(files).sort()).toEqual(['collection.anki2', 'media'])
  expect(JSON.parse(strFromU8(files.media ?? new Uint8Array()))).toEqual({})
  expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  const tables = rows(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).map(
    ({ name }) => name,
  )
  expect(tables).toEqual(['cards', 'col', 'graves', 'notes', 'revlog'])
  const widths = tables.map((table) => rows(`PRAGMA table_info(${table})`).length)
  expect(widths).toEqual([18, 13, 3, 11, 9])
})

test('the collection is of schema 11, with a type of note and a deck as its readers want them', async () => {
  const { rows } = await open(await ankiPackage(deck))
  const [col] = rows('SELECT * FROM col')
  expect(col).toMatchObject({ id: 1, ver: 11, crt: deck.epoch.at })
  const parsed = (name: string) => JSON.parse(String(col?.[name]))
  type NoteType = {
    readonly id: number
    readonly flds: readonly { name: string }[]
    readonly tmpls: readonly object[]
  }
  const type = Object.values<NoteType>(parsed('models'))[0]!
  for (const key of ['id', 'name', 'type', 'mod', 'usn', 'sortf', 'did', 'tmpls', 'flds', 'css', 'req'])
    expect(type, key).toHaveProperty(key)
  for (const key of ['name', 'ord', 'sticky', 'rtl', 'font', 'size'])
    expect(type.flds[0], key).toHaveProperty(key)
  expect(type.flds.map(({ name }) => name)).toEqual(['질문', '답'])
  expect(type.tmpls[0]).toMatchObject({ ord: 0, qfmt: '{{질문}}' })
  for (const one of Object.values<Record<string, unknown>>(parsed('decks')))
    for (const key of [
      'id',
      'mod',
      'name',
      'usn',
      'lrnToday',
      'revToday',
      'newToday',
      'timeToday',
      'collapsed',
      'dyn',
      'conf',
    ])
      expect(one, key).toHaveProperty(key)
  // Each refers to what is there.
  const decks = Object.keys(parsed('decks')).map(Number)
  expect(rows('SELECT DISTINCT did FROM cards').map(({ did }) => decks.includes(Number(did)))).toEqual([true])
  expect(rows('SELECT DISTINCT mid FROM notes')).toEqual([{ mid: type.id }])
  expect(parsed('dconf')).toHaveProperty('1')
})

test('a card is under review, due on its day, with what FSRS knows of it; the same question has the same number', async () => {
  const { rows } = await open(await ankiPackage(deck))
  expect(rows('SELECT flds FROM notes ORDER BY flds DESC')).toEqual([
    { flds: 'fork()는 <b>무엇</b>을 돌려주는가?\x1f두 번 돌아온다' },
    { flds: '<pre>a &lt; b</pre>\x1f"b"; --' },
  ])
  const cards = rows(
    'SELECT c.*, n.sfld, n.csum, n.guid FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.due DESC',
  )
  expect(cards).toMatchObject([
    { type: 2, queue: 2, due: 107, ivl: 7, reps: 3, lapses: 1, sfld: 'fork()는 무엇을 돌려주는가?' },
    { due: 99, ivl: 1, guid: 'forklore pipe.card ko' },
  ])
  expect(JSON.parse(String(cards[0]?.data))).toEqual({ s: 4.123, d: 5.5 })
  // printf %s 'a &lt; b' | sha1sum
  expect(cards[1]?.csum).toBe(0xa37f6cc1)
  const later = await open(
    await ankiPackage({ ...deck, notes: [...deck.notes].reverse(), now: deck.now + 86_400 }),
  )
  expect(later.rows('SELECT id, guid FROM notes ORDER BY id')).toEqual(
    rows('SELECT id, guid FROM notes ORDER BY id'),
  )
})

test('a file without a card is a file', async () => {
  const { rows } = await open(await ankiPackage({ ...deck, notes: [] }))
  expect(rows('SELECT count(*) AS n FROM cards')).toEqual([{ n: 0 }])
})
