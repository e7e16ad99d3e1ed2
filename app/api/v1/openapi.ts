import { z } from 'zod'
import { classes, failure, MAX_SIZE, pageOf, ROWS, SIZE, type Table } from './shape'

const SUMMARIES: Readonly<Record<Table, string>> = {
  roster: 'Who is or was a learner of a class, by state and name',
  grades: 'The learners of a class with what their first answers came to, by name',
  items: 'How the questions of a class measure, in the order of the course',
}

/** The read API in OpenAPI 3.1, from the shapes that its routes answer with. */
export function description(): object {
  const tables = Object.keys(ROWS) as Table[]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Forklore',
      version: '1',
      description:
        'Reads the classes that the owner of a token teaches or assists in, with the numbers that their pages show. A token is made on the account page.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: {
      '/classes': { get: operation('classes', 'The classes that one teaches or assists in', [], classes) },
      ...Object.fromEntries(
        tables.map((table) => [
          `/classes/{classId}/${table}`,
          { get: operation(table, SUMMARIES[table], PARAMETERS, pageOf(ROWS[table])) },
        ]),
      ),
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(failure) },
    },
  }
}

const PARAMETERS = [
  { name: 'classId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: MAX_SIZE, default: SIZE } },
]

function operation(operationId: string, summary: string, parameters: readonly object[], shape: z.ZodType) {
  const fails = (why: string) => ({ description: why, ...json({ $ref: '#/components/schemas/Failure' }) })
  return {
    ...{ operationId, summary, parameters },
    responses: {
      200: { description: summary, ...json(schemaOf(shape)) },
      ...(parameters.length > 0 && {
        400: fails('The page or the limit is none'),
        404: fails('No such class, or none of one’s own; it does not say which'),
      }),
      401: fails('No token, or one that is not good (any more)'),
      429: fails('Too many requests: try again in `seconds`'),
      503: fails('Something went wrong; try again later'),
    },
  }
}

function json(schema: object) {
  return { content: { 'application/json': { schema } } }
}

function schemaOf(shape: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(shape)
  return schema
}
