'use client'

import { useCallback, useRef, useState } from 'react'
import { guestKey, newId } from '@/app/_quiz/outbox'
import { filesProblem, type LabProgram } from '@/lib/lab/program'
import type { SavedProgram, SavedPrograms, SavedVersion, SaveResult, SentSave } from '@/lib/lab/saved'

/** The saved program that is being worked at. */
export type Current = {
  readonly id: string
  readonly name: string
  readonly ordinal: number
  readonly versions: SavedVersion['versions']
}

type Pending = {
  /** What was to be saved. */
  readonly of: string
  /** As which program; null: as a new one. */
  readonly target: string | null
  readonly id: string
  readonly versionId: string
}

/** Why something did not come about: `failed` leaves everything as it was, and may be tried again. */
export type SaveProblem = 'full' | 'often' | 'gone' | 'tooLong' | 'failed'

/** What the person has saved, and what of it is open. */
export function useSaved(locale: 'ko' | 'en') {
  const [list, setList] = useState<readonly SavedProgram[] | null>(null)
  const [current, setCurrent] = useState<Current | null>(null)
  // A save that may have arrived although nothing was heard goes out again under the ids that it had; of a program that
  // has been changed since, under the same program's.
  const pending = useRef<Pending | null>(null)

  const refresh = useCallback(async (): Promise<SaveProblem | null> => {
    const said = await ask<SavedPrograms>('/api/programs')
    if ('problem' in said) return said.problem
    setList(said.programs)
    return null
  }, [])

  const open = useCallback(async (id: string, ordinal: number | null) => {
    const query = ordinal === null ? '' : `?version=${ordinal}`
    const said = await ask<SavedVersion>(`/api/programs/${id}${query}`)
    if (!('problem' in said)) setCurrent(said)
    return said
  }, [])

  /** @param id of the program that it becomes a version of; null: of a new one */
  const save = useCallback(
    async (id: string | null, name: string, program: LabProgram): Promise<SaveProblem | null> => {
      if (filesProblem(program.files) === 'long') return 'tooLong'
      const { files, ...run } = program
      const of = JSON.stringify([name, program])
      const unheard = pending.current?.target === id ? pending.current : null
      const ids = {
        ...{ of, target: id, id: id ?? unheard?.id ?? newId() },
        versionId: unheard?.of === of ? unheard.versionId : newId(),
      }
      pending.current = ids
      const body: SentSave = {
        ...{ id: ids.id, versionId: ids.versionId, name, files, run, locale },
        guestKey: guestKey(),
      }
      const said = await ask<Extract<SaveResult, { ok: true }>>('/api/programs', 'POST', body)
      if ('problem' in said) return said.problem
      pending.current = null
      const { ordinal, savedAt } = said
      setCurrent((known) => {
        const before = known?.id === ids.id ? known.versions.filter((one) => one.ordinal !== ordinal) : []
        return { id: ids.id, name, ordinal, versions: [{ ordinal, savedAt }, ...before] }
      })
      // It is saved, whatever comes of the list.
      await refresh()
      return null
    },
    [locale, refresh],
  )

  const remove = useCallback(
    async (id: string): Promise<SaveProblem | null> => {
      const said = await ask<{ ok: true }>(`/api/programs/${id}`, 'DELETE')
      // Gone already is as good as deleted.
      if ('problem' in said && said.problem !== 'gone') return said.problem
      setCurrent((known) => (known?.id === id ? null : known))
      return refresh()
    },
    [refresh],
  )
  const leave = useCallback(() => setCurrent(null), [])
  return { list, current, refresh, open, save, remove, leave }
}

async function ask<T extends object>(
  address: string,
  method = 'GET',
  body?: object,
): Promise<T | { readonly problem: SaveProblem }> {
  try {
    const sent = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
    const response = await fetch(address, { method, ...sent })
    if (response.ok) return (await response.json()) as T
    const problem = PROBLEMS[response.status] ?? 'failed'
    return { problem }
  } catch {
    return { problem: 'failed' }
  }
}

/** By the status of an answer (`app/api/answer.ts`). */
const PROBLEMS: Readonly<Record<number, SaveProblem>> = {
  404: 'gone',
  409: 'full',
  413: 'tooLong',
  429: 'often',
}
