import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { CHROMIUM_FLAGS } from '../lib/cli/check/chromium'
import { required } from './environment'

import { makeSchool } from './school'

/** Once a run: the school that the tests look at. @returns forgets it */
export default async function setup(): Promise<() => void> {
  const browser = await chromium.launch({
    executablePath: required('CHROMIUM'),
    args: [...CHROMIUM_FLAGS],
  })
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-school-'))
  try {
    const file = path.join(folder, 'school.json')
    const made = await makeSchool(browser, required('BASE_URL'), true)
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
    process.env.FORKLORE_SCHOOL = file
  } finally {
    await browser.close()
  }
  return () => rmSync(folder, { recursive: true, force: true })
}
