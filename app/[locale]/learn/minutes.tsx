'use client'

import { fill } from '@/app/_ui/fill'
import { minutesAt } from '@/lib/progress/pace'
import { useMe } from '../_shell/me'

/** How long something takes: by the reader's own pace once that is known, until then as its author says.
 *  @param text the author's minutes in words
 *  @param own with {n}, own minutes */
export function Minutes({ minutes, text, own }: { minutes: number; text: string; own: string }) {
  const pace = useMe()?.pace ?? null
  return <>{pace === null ? text : fill(own, { n: String(minutesAt(pace, minutes)) })}</>
}
