import { expect, test } from 'vitest'
import { conceptOf } from '@/lib/quiz/item'
import { catalog } from './catalog'
import { contentFolder } from './folder'
import { isAboveRecall } from './lint'
import { readItemFile } from './quiz-file'

test('every lesson can be skipped by four items of its own above recall, of as many concepts as it has', () => {
  for (const { slug, check } of catalog().lessons) {
    const { items } = readItemFile(contentFolder(), slug)
    expect(check.length, slug).toBe(4)
    expect(new Set(check).size, slug).toBe(4)
    for (const id of check) {
      const item = items.find((one) => one.id === id)
      const hasProgram = item !== undefined && 'program' in item && item.program != null
      expect(item && isAboveRecall(item.kind, hasProgram), `${slug} ${id}`).toBe(true)
    }
    const concepts = new Set(check.map(conceptOf)).size
    expect(concepts, slug).toBeGreaterThanOrEqual(2)
  }
})
