import { ENDED, isRunReply, type WorkerReply } from './wire'

/** Who waits for an answer beside the figure's own, by the number of the request. */
export type Inquiries = Map<number, (reply: WorkerReply) => void>

/** Gives a reply to whoever asked for it, once, a problem as well; the end of the engine itself to all that wait.
 *  @returns false: it is about the run, for the figure to show */
export function answerInquiry(inquiries: Inquiries, reply: WorkerReply): boolean {
  if (reply.id === ENDED) {
    const waiting = [...inquiries.values()]
    inquiries.clear()
    for (const tell of waiting) tell(reply)
    return false
  }
  const tell = inquiries.get(reply.id)
  if (!tell) return !isRunReply(reply)
  inquiries.delete(reply.id)
  tell(reply)
  return true
}
