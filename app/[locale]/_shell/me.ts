'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { ownPagesAre } from '@/app/_offline/own-pages'
import { answerAs, flush, onSent, ownWaitingAnswers } from '@/app/_quiz/outbox'
import type { Estimate } from '@/lib/progress/mastery'
import type { CourseLesson } from '../classes/course-standing'
import type { NextWords } from '../today/next-words'

/** What `GET /api/me` says about whoever is looking. `viewer` is null for somebody who has stored nothing. */
export type Me = {
  readonly viewer: {
    readonly id: string
    readonly name: string | null
    readonly guest: boolean
    readonly email: string | null
  } | null
  /** Answered items: whether the newest answer was entirely right, null for what has no right; of a card the
   *  newest rating, and when it comes back, ISO 8601. */
  readonly answered: readonly {
    readonly itemId: string
    readonly correct: boolean | null
    readonly rating: number | null
    readonly dueAt?: string
  }[]
  /** Sections that were opened, the newest look first. */
  readonly sections: readonly string[]
  /** What is recommended, in words of the page; null for whoever has done nothing and keeps no plan. */
  readonly next: NextWords | null
  /** Reviews that are due today. */
  readonly due: number
  /** How long the reader takes for what an author gives one minute, null while too little was read to say. */
  readonly pace: number | null
  /** Sections that were worked through. */
  readonly done: readonly string[]
  /** How well concepts are mastered, each resting on so many answers. */
  readonly mastery: readonly (Estimate & { readonly concept: string; readonly answers: number })[]
  readonly classes: readonly {
    readonly id: string
    readonly name: string
    readonly role: 'teacher' | 'assistant' | 'learner'
    /** Its lessons in its order, with how far the reader is; empty where it has the whole course. */
    readonly course: readonly CourseLesson[]
  }[]
}

let me: Me | null = null
let asked = false
const listeners = new Set<() => void>()

// Whoever signed out in another tab is not shown as signed in any longer.
onSent((_, sent) => {
  if (sent.kind === 'kept' && sent.isSignedOut) void refreshMe()
})

/** What is personal, null until it is known. Every island shares one request a page. */
export function useMe(): Me | null {
  useEffect(() => {
    if (!asked) void refreshMe().then(sendWhatWaits)
  }, [])
  return useSyncExternalStore(subscribe, read, readOnServer)
}

/** An answer that an earlier page could not send is sent from whatever page comes next. */
function sendWhatWaits(): void {
  if (ownWaitingAnswers().length > 0) void flush()
}

/** Asks again, after something was stored. Without a network the page stays as it is. */
export async function refreshMe(): Promise<void> {
  asked = true
  try {
    const response = await fetch(`/api/me?locale=${document.documentElement.lang}`, {
      cache: 'no-store',
      headers: { accept: 'application/json' },
    })
    if (!response.ok) return void response.body?.cancel()
    me = (await response.json()) as Me
    answerAs(me.viewer && !me.viewer.guest ? me.viewer.id : null)
    void ownPagesAre(me.viewer?.id ?? null)
    for (const tell of listeners) tell()
  } catch {
    asked = false
  }
}

/** What is told of a visit: that a section was opened, or, once it is left, where in it and after how long in ms. */
type Visit = {
  readonly section: string
  readonly done: boolean
  readonly left?: { readonly passage: number; readonly spentMs: number }
}

/** Remembers a visit, for somebody who has stored something before: looking makes nobody a guest. Losing one of these is no
 *  loss, so a failure is not reported. */
export function markSection({ section, done, left }: Visit, locale: string): void {
  if (!me?.viewer) return
  if (!left && me.sections[0] === section) return
  me = {
    ...me,
    sections: left ? me.sections : [section, ...me.sections.filter((one) => one !== section)],
    done: done && !me.done.includes(section) ? [...me.done, section] : me.done,
  }
  for (const tell of listeners) tell()
  const body = JSON.stringify({ section, done, ...left, locale })
  const headers = { 'content-type': 'application/json' }
  const tell = () =>
    fetch('/api/sections', { method: 'POST', headers, body, keepalive: true }).then(
      (response) => response.body?.cancel(),
      () => {},
    )
  // One after the other, or the newest look may not be the last to arrive; a page that goes has no time for that.
  told = document.visibilityState === 'hidden' ? tell() : told.then(tell)
}

let told: Promise<unknown> = Promise.resolve()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Me | null {
  return me
}

function readOnServer(): null {
  return null
}
