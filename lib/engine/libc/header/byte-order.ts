/** <byteswap.h>, <endian.h>: the order of bytes; this machine's is little-endian. */

const byteswap = `#ifndef _BYTESWAP_H
#define _BYTESWAP_H 1
#define bswap_16(x) __builtin_bswap16(x)
#define bswap_32(x) __builtin_bswap32(x)
#define bswap_64(x) __builtin_bswap64(x)
#endif
`

const widths = [16, 32, 64].map(
  (bits) => `#define htobe${bits}(x) __builtin_bswap${bits}(x)
#define be${bits}toh(x) __builtin_bswap${bits}(x)
#define htole${bits}(x) ((uint${bits}_t)(x))
#define le${bits}toh(x) ((uint${bits}_t)(x))
`,
)

const endian = `#ifndef _ENDIAN_H
#define _ENDIAN_H 1
#include <stdint.h>
#define LITTLE_ENDIAN 1234
#define BIG_ENDIAN 4321
#define PDP_ENDIAN 3412
#define BYTE_ORDER LITTLE_ENDIAN
#ifndef __BYTE_ORDER
#define __LITTLE_ENDIAN LITTLE_ENDIAN
#define __BIG_ENDIAN BIG_ENDIAN
#define __BYTE_ORDER BYTE_ORDER
#endif
${widths.join('')}#endif
`

export const BYTE_ORDER_HEADERS: Readonly<Record<string, string>> = {
  'byteswap.h': byteswap,
  'endian.h': endian,
}
