// Preloaded into the web server: whoever started it can tell its answers from another program's on the same port, by a
// word that only the two know. Everybody else's requests are answered as if this were not here.
import { subscribe } from 'node:diagnostics_channel'

const word = process.env.FORKLORE_WEB

subscribe('http.server.request.start', ({ request, response }) => {
  if (word && request.headers['x-forklore-web'] === word) response.setHeader('x-forklore-web', word)
})
