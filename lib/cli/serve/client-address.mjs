// Preloaded into the web server: who a request comes from is what its socket says, whatever the request itself claims.
// Rate limits count by `X-Forwarded-For`, which Next fills in only when it is missing, so a client could choose it.
// Only a proxy that TRUSTED_PROXIES names (addresses and networks, by comma: `127.0.0.1, 10.0.0.0/8`) is believed.
import { subscribe } from 'node:diagnostics_channel'
import { BlockList, isIP } from 'node:net'

const trusted = readTrusted(process.env.TRUSTED_PROXIES ?? '')

// Node publishes this before any handler sees the request.
subscribe('http.server.request.start', ({ request }) => {
  const { headers, socket } = request
  const peer = plain(socket.remoteAddress ?? '')
  if (isTrusted(peer)) {
    headers['x-forwarded-for'] = clientBehind(peer, headers['x-forwarded-for'])
    return
  }
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'])
    delete headers[name]
  headers['x-forwarded-for'] = peer
})

/** The last hop that is no proxy of ours: each proxy appends whom it was asked by, and what stands before is hearsay. */
function clientBehind(peer, forwardedFor) {
  const hops = String(forwardedFor ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()))
    .filter((hop) => isIP(hop) > 0)
  return hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? peer
}

function isTrusted(address) {
  const family = isIP(address)
  return family > 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** IPv4 as such where a socket of both families writes it as IPv6. */
function plain(address) {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function readTrusted(text) {
  const list = new BlockList()
  for (const entry of text.split(',').map((one) => one.trim())) {
    if (entry === '') continue
    const [address = '', prefix] = entry.split('/', 2)
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    try {
      if (prefix === undefined) list.addAddress(address, family)
      else list.addSubnet(address, Number(prefix), family)
    } catch {
      console.error(`TRUSTED_PROXIES: "${entry}" is no address or network like 10.0.0.0/8.`)
      process.exit(1)
    }
  }
  return list
}
