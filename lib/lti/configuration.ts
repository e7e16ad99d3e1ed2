import 'server-only'
import { MEMBERS_SCOPE, SCOPE } from './claim'
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
    scopes: [...Object.values(SCOPE), MEMBERS_SCOPE],
    extensions: [
      {
        platform: 'canvas.instructure.com',
        // Names, and addresses for the class's list: nobody signs in by one.
        privacy_level: 'public',
        settings: {
          placements: [
            { placement: 'link_selection', message_type: 'LtiDeepLinkingRequest' },
            { placement: 'assignment_selection', message_type: 'LtiDeepLinkingRequest' },
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
