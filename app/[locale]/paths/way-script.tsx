import { planCookie, UNDATED, UNDATED_SECONDS } from '@/lib/progress/kept-plan'
import './way.css'

/** A page is the same for everybody; whether it is read on a way stands in its address. All that is said for a way is in the
 *  page, hidden, with `data-ways`; this shows what belongs to the way of the address, and remembers that the way is walked. The
 *  same text on every page, so that one CSP hash covers it. */
const SCRIPT = `try{const way=new URLSearchParams(location.search).get('path'),own=way?document.querySelectorAll('[data-ways~="'+CSS.escape(way)+'"]'):[];if(own.length){document.documentElement.dataset.way=way;for(const one of own)one.dataset.onWay='';if(!document.cookie.includes('${planCookie('')}'+way+'='))document.cookie='${planCookie('')}'+way+'=${UNDATED};path=/;max-age=${UNDATED_SECONDS};samesite=lax'}}catch{}`

/** Stands after everything that is said for ways. */
export function WayScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file.
  return <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
