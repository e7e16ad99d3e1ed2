import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

test('no page or route reads what came of answers past what an assignment withholds', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  expect(files.length).toBeGreaterThan(100)
  const past = files.filter((file) =>
    /import \{[^}]*\b(masteryOfViewer|newestResults)\b[^}]*\} from '@\/lib\/progress\/store'/.test(
      readFileSync(path.join('app', file), 'utf8'),
    ),
  )
  expect(past).toEqual([])
})
