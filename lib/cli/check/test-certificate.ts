import { generateKeyPairSync, sign } from 'node:crypto'

/**
 * A self-signed certificate for tests, for `localhost` and 127.0.0.1, valid from 2020 to 2049. Node makes keys but no
 * certificates, so its DER is put together here (RFC 5280 §4.1).
 */
export function selfSignedCertificate(): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
  const commonName = objectId(0x55, 0x04, 0x03)
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('localhost')))))
  const validity = sequence(...['200101000000Z', '491231235959Z'].map((t) => der(0x17, Buffer.from(t))))
  const dnsName = der(0x82, Buffer.from('localhost'))
  const address = der(0x87, Buffer.from([127, 0, 0, 1]))
  const alternativeNames = sequence(objectId(0x55, 0x1d, 0x11), der(0x04, sequence(dnsName, address)))
  const body = sequence(
    der(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames)),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function objectId(...bytes: number[]): Buffer {
  return der(0x06, Buffer.from(bytes))
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]))
}
