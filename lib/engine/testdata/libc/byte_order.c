/* Bytes of numbers turned round. */
#include <byteswap.h>
#include <endian.h>
#include <stdint.h>
#include <stdio.h>
int main(void) {
  uint16_t a = 0x1234;
  uint32_t b = 0x12345678;
  uint64_t c = 0x123456789abcdef0;
  printf("%x %x %lx\n", bswap_16(a), bswap_32(b), (unsigned long)bswap_64(c));
  printf("%x %x %lx\n", htobe16(a), htobe32(b), (unsigned long)htobe64(c));
  printf("%x %x %lx\n", htole16(a), htole32(b), (unsigned long)htole64(c));
  printf("%x %x %lx\n", be16toh(a), be32toh(b), (unsigned long)be64toh(c));
  printf("%x %x %lx\n", le16toh(a), le32toh(b), (unsigned long)le64toh(c));
  printf("%d %d\n", BYTE_ORDER == LITTLE_ENDIAN, __BYTE_ORDER == __LITTLE_ENDIAN);
  return 0;
}
