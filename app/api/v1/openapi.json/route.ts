import { description } from '../openapi'

/** What the read API is. */
export function GET(): Response {
  return Response.json(description())
}
