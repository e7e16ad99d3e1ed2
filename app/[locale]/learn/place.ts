import { passageHash } from './[lesson]/passage-place'

/** Where somebody goes on. `lesson`: null for the interview questions; `path`: the way through the course that it is read on. */
export type Place = {
  readonly lesson: string | null
  readonly section: string | null
  /** In view when it was left, counted from 0. */
  readonly passage: number
  readonly path: string | null
}

/** The address of a place. */
export function placeHref(locale: string, { lesson, section, passage, path }: Place): string {
  const page = lesson === null ? 'interview' : `learn/${lesson}`
  const query = path === null ? '' : `?path=${path}`
  return `/${locale}/${page}${query}${section === null ? '' : passageHash(section, passage)}`
}
