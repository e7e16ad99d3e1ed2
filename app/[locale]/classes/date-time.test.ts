import { expect, test } from 'vitest'
import { dateTime } from './date-time'

test('a moment has its year where the class’s clock shows another one now', () => {
  const [seoul, now] = ['Asia/Seoul', new Date('2026-12-31T14:59:00Z')]
  const shown = (at: string) => dateTime(new Date(at), seoul, 'en', now)
  expect(shown('2026-12-31T14:00:00Z')).not.toMatch(/20\d\d/)
  // New Year in Seoul.
  expect(shown('2026-12-31T15:00:00Z')).toContain('2027')
  expect(shown('2025-12-31T14:00:00Z')).toContain('2025')
})
