/** What a browser says it runs on. */
export const FORMS = ['phone', 'tablet', 'computer'] as const
export type DeviceForm = (typeof FORMS)[number]

/** A device as its owner tells it from others: names of products, null where the browser says none that is known. */
export type Device = {
  readonly form: DeviceForm
  readonly system: string | null
  readonly browser: string | null
}

/** By the first that is found: most browsers also claim to be those that they descend from. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPad/, 'iPadOS'],
  [/iPhone|iPod/, 'iOS'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]
const BROWSERS: readonly [RegExp, string][] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/Whale\//, 'Whale'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|OPiOS\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Version\/.*Safari\//, 'Safari'],
]

/** Reads the device out of a `User-Agent`. It is the browser's own claim, and good for nothing but being recognised. */
export function deviceOf(userAgent: string): Device {
  const named = (table: readonly [RegExp, string][]) =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null
  const system = named(SYSTEMS)
  const isPhone = system === 'iOS' || (system === 'Android' && /Mobile/.test(userAgent))
  const isTablet = system === 'iPadOS' || (system === 'Android' && !isPhone)
  return { form: isPhone ? 'phone' : isTablet ? 'tablet' : 'computer', system, browser: named(BROWSERS) }
}
