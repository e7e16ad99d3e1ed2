import { expect, test } from 'vitest'
import { deviceOf } from './user-agent'

const MOZILLA = 'Mozilla/5.0'
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${MOZILLA} (X11; Linux x86_64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`, 'computer', 'Linux', 'Chrome'],
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    'computer',
    'Windows',
    'Edge',
  ],
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/138.0.0.0 Whale/4.33.325.17 Safari/537.36`,
    'computer',
    'Windows',
    'Whale',
  ],
  [
    `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`,
    'phone',
    'Android',
    'Chrome',
  ],
  [
    `${MOZILLA} (Linux; Android 13; SM-X700) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36`,
    'tablet',
    'Android',
    'Samsung Internet',
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`,
    'phone',
    'iOS',
    'Safari',
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1`,
    'phone',
    'iOS',
    'Chrome',
  ],
  [
    `${MOZILLA} (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0`,
    'computer',
    'macOS',
    'Firefox',
  ],
  ['curl/8.5.0', 'computer', null, null],
  ['', 'computer', null, null],
] as const)('%s', (userAgent, form, system, browser) => {
  expect(deviceOf(userAgent)).toEqual({ form, system, browser })
})
