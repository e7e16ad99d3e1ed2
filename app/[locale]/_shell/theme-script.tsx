/** Sets the theme before the first paint. Inline, the same text on every page, so that one CSP hash covers
 *  it; a reader without JavaScript gets what the system prefers, by CSS alone. */
const SCRIPT = `try{const t=localStorage.getItem('theme');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch{}`

export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file.
  return <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
