'use server'

import { type ShareResult, shareMock } from '@/lib/interview/store'

/** @param id of an interview of who asks
 *  @param isShared whether whoever has its link may read its report from now on */
export async function shareReport(id: unknown, isShared: unknown): Promise<ShareResult> {
  return shareMock(typeof id === 'string' ? id : '', isShared === true)
}
