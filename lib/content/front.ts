import 'server-only'
import { z } from 'zod'
import { ContentError } from './fault'
import { parseYaml } from './folder'

const frontSchema = z.strictObject({
  title: z.string().trim().min(1),
  summary: z.string().trim().min(1),
  /** Words by which people look for the lesson and which it does not say often enough to be found by. */
  tags: z.array(z.string().trim().min(1)).max(8).default([]),
  minutes: z.int().min(10, 'a lesson takes 10 to 20 minutes').max(20, 'a lesson takes 10 to 20 minutes'),
})
export type FrontMatter = z.infer<typeof frontSchema>
export type Section = { readonly id: string; readonly title: string; readonly line: number }

/** The front matter of a lesson's text, checked. Throws a `ContentError` with the line of the offending value. */
export function frontOf(text: string, file: string): FrontMatter {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (!match)
    throw new ContentError([
      {
        file,
        line: 1,
        code: 'front-matter',
        message: 'a lesson begins with front matter between two lines of ---',
      },
    ])
  return parseYaml(match[1] ?? '', file, frontSchema, 'front-matter', 2)
}

const HEADING = /^##[ \t]+(.+?)[ \t]+\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}[ \t]*$/

/** The sections of a lesson's text: its second-level headings, each with its id. */
export function headingsOf(text: string, file: string): Section[] {
  const sections: Section[] = []
  let isCode = false
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode
    if (isCode || !/^##?[ \t]/.test(line)) continue
    const match = HEADING.exec(line)
    if (!match) throw sectionFault(file, index + 1, 'a section is "## Heading {#its-id}"')
    const [, title = '', id = ''] = match
    if (sections.some((section) => section.id === id))
      throw sectionFault(file, index + 1, `the section id "${id}" is taken`)
    sections.push({ id, title, line: index + 1 })
  }
  return sections
}

function sectionFault(file: string, line: number, message: string): ContentError {
  return new ContentError([{ file, line, code: 'section', message }])
}
