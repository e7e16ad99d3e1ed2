import 'server-only'
import { SCOPE } from './claim'
import { addresses } from './settings'

/** The tool as platforms that take JSON are told of it (Canvas: "Paste JSON"); others have fields for the same addresses. Null where
 *  this installation has no address. */
export function configuration(): object | null {
  const our = addresses()
  if (!our) return null
  return {
    title: 'Forklore',
    description: 'Operating systems and concurrency, on a simulated Linux in the page',
    oidc_initiation_url: our.login,
    target_link_uri: our.launch,
    public_jwk_url: our.keys,
    scopes: Object.values(SCOPE),
    extensions: [
      {
        platform: 'canvas.instructure.com',
        // The name alone: an address is neither needed nor believed.
        privacy_level: 'name_only',
        settings: {
          placements: [
            {
              placement: 'course_navigation',
              message_type: 'LtiResourceLinkRequest',
              windowTarget: '_blank',
            },
          ],
        },
      },
    ],
  }
}
