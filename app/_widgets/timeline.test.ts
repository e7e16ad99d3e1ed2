import { expect, it } from 'vitest'
import { placeLabel } from './timeline'

it('puts the name of a span into the part that the playhead does not cut, or leaves it out', () => {
  expect(placeLabel(0, 100, 30)).toEqual({ middle: 50, isDone: false })
  expect(placeLabel(100, 100, 30)).toEqual({ middle: 50, isDone: true })
  expect(placeLabel(40, 100, 30)).toEqual({ middle: 70, isDone: false })
  expect(placeLabel(60, 100, 30)).toEqual({ middle: 30, isDone: true })
  expect(placeLabel(50, 100, 60)).toBeNull()
})
