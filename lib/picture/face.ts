import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A face as a drawing of text takes it. */
export type Face = { readonly name: string; readonly data: Buffer; readonly weight: 400 | 700 }

let read: Promise<Face[]> | null = null

/** The pages' own face from its package, Hangul included: pictures are drawn without a network. */
export function faces(): Promise<Face[]> {
  read ??= Promise.all([face('Pretendard-Regular.otf', 400), face('Pretendard-Bold.otf', 700)])
  return read
}

async function face(file: string, weight: Face['weight']): Promise<Face> {
  const folder = path.join(process.cwd(), 'node_modules/pretendard/dist/public/static')
  return { name: 'Pretendard', data: await readFile(path.join(folder, file)), weight }
}
