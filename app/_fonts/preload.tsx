'use client'

import { preload } from 'react-dom'

// Client components, because only there does the bundler turn the file into the address that the browser will use.

/** Asks for the one text face together with the page. */
export function PreloadFonts() {
  return ask(new URL('./generated/pretendard.woff2', import.meta.url))
}

/** Asks for the face of programs together with a page that shows one, so that the page is laid out once. */
export function PreloadCodeFont() {
  return ask(new URL('./generated/jetbrains-mono.woff2', import.meta.url))
}

function ask({ pathname }: URL): null {
  preload(pathname, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  return null
}
