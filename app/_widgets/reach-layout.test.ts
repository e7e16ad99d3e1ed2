import { expect, test } from 'vitest'
import { BOX, layReach } from './reach-layout'

const by = (...tasks: number[]) => tasks.map((task) => ({ task, address: 4096 + task }))

test('a place stands in the middle of those who reach it, and no two boxes of a column meet', () => {
  const { rows, places, height } = layReach([
    { name: 'x', places: [{ frame: 7, value: '15', by: by(0, 1) }] },
    {
      name: 'own',
      places: [
        { frame: 8, value: '1', by: by(0) },
        { frame: 9, value: '2', by: by(1) },
      ],
    },
  ])
  expect(places.map(({ tasks }) => tasks)).toEqual([[0, 1], [0], [1]])
  expect(places[0]?.y).toBe(((rows[0]?.y ?? 0) + (rows[1]?.y ?? 0)) / 2)
  for (const column of [rows, places])
    for (const [i, { y }] of column.entries())
      expect(y - (column[i - 1]?.y ?? -BOX)).toBeGreaterThanOrEqual(BOX)
  expect(height).toBeGreaterThan((rows.at(-1)?.y ?? 0) + BOX / 2)
})

test('nothing that is reached is an empty picture', () => {
  expect(layReach([])).toMatchObject({ rows: [], places: [] })
})
