import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Say } from '@/lib/cli/host/environment'

/** What Chromium is started with: no sandbox as root and in containers, and nothing that calls home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The one without windows has no speech on the device, and its page dies of the question whether it has.
  '--disable-blink-features=OnDeviceWebSpeechAvailable',
] as const

/** Debian's, the one without windows first: it does the same in two thirds of the time. */
const DEBIAN = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const

/**
 * Finds a Chromium: $CHROMIUM, Debian's, Playwright's; as root on Debian it installs one with a Korean font.
 * @returns its path
 * @throws Error that says exactly what to install
 */
export async function findChromium(say: Say): Promise<string> {
  const named = process.env.CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM=${named}: there is no such file.`)
  }
  const there = DEBIAN.find(existsSync)
  if (there) return there
  const { chromium } = await import('@playwright/test')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()

  if (process.getuid?.() === 0 && isDebian()) {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
    apt('update', '-q')
    for (const file of DEBIAN) {
      const name = path.basename(file)
      say(`installing Debian's ${name} and fonts-noto-cjk (a few minutes, once)`)
      apt('install', '-q', '-y', '--no-install-recommends', name, 'fonts-noto-cjk')
      if (existsSync(file)) return file
    }
  }
  throw new Error(
    `The browser tests need Chromium. Install it with\n\n    ${
      isDebian()
        ? 'sudo apt-get update && sudo apt-get install -y chromium fonts-noto-cjk'
        : 'npx playwright install --with-deps chromium'
    }\n\nor set CHROMIUM to one that you have.`,
  )
}

/** Ubuntu's own `chromium` is a snap that does not run in a container; there Playwright's is the way. */
function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
