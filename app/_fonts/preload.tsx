'use client'

import { preload } from 'react-dom'

/** Asks for the one text face together with the page. A client component, because only there does the bundler
 *  turn the file into the address that the browser will use. */
export function PreloadFonts() {
  const file = new URL('./generated/pretendard.woff2', import.meta.url)
  preload(file.pathname, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  return null
}
