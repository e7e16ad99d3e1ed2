import { channel } from 'node:diagnostics_channel'

/** Called by Next for an error that a rendering, a route, an action or the proxy did not catch, also where Next itself is
 *  silent about it (node_modules/next/dist/server/instrumentation/types.d.ts has the contract). The web server's preload,
 *  lib/cli/serve/request-log.mjs, makes the line of the log; without it, as in `npm run dev`, Next prints the error. */
export function onRequestError(error: unknown): void {
  channel('forklore.request.error').publish(error)
}
