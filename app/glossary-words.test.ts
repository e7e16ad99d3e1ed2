import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { glossary, spellingFaults } from '@/lib/content/glossary'

test('the words of the pages are those of the glossary', () => {
  const folder = 'lib/i18n/ko'
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(10)
  const faults = files.flatMap((file) => {
    const at = path.join(folder, file)
    return spellingFaults(glossary(), at, readFileSync(at, 'utf8'))
  })
  expect(faults).toEqual([])
})
