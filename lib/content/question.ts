import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import { ContentError } from './fault'
import { contentFolder, hasContent, isKept, readYaml } from './folder'

const questionsSchema = z.strictObject({
  topics: z.record(z.string(), localized),
  questions: z.record(
    z.string().regex(/^q\d{3}$/),
    z.strictObject({ topic: z.string(), asked: z.int().min(1) }),
  ),
})

/** A question that is asked in interviews. */
export type Question = {
  readonly id: string
  readonly topic: { readonly id: string; readonly name: Localized }
  /** How many of the public collections that were read hold it. */
  readonly asked: number
}

let shared: ReadonlyMap<string, Question> | null = null

/** The questions of interviews by id; none where content has no such file. */
export function questions(root: string = contentFolder()): ReadonlyMap<string, Question> {
  if (!isKept(root)) return readQuestions(root)
  shared ??= readQuestions(root)
  return shared
}

function readQuestions(root: string): ReadonlyMap<string, Question> {
  const file = 'questions.yaml'
  if (!hasContent(root, file)) return new Map()
  const { topics, questions: written } = readYaml(root, file, questionsSchema, 'reference')
  return new Map(
    Object.entries(written).map(([id, { topic, asked }]) => {
      const name = topics[topic]
      if (!name) {
        const message = `${id} is of the topic "${topic}", which is not there`
        throw new ContentError([{ file, line: null, code: 'reference', message }])
      }
      return [id, { id, topic: { id: topic, name }, asked }]
    }),
  )
}
