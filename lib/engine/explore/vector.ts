/** Lists of 32-bit numbers that grow. */
export type IntVector = { data: Int32Array; length: number }

/** An empty list. */
export function intVector(): IntVector {
  return { data: new Int32Array(1024), length: 0 }
}

/** Grows by a half, so that not much lies idle. */
export function push(vector: IntVector, value: number): void {
  if (vector.length === vector.data.length) {
    const larger = new Int32Array(vector.data.length + (vector.data.length >> 1))
    larger.set(vector.data)
    vector.data = larger
  }
  vector.data[vector.length++] = value
}

/** Sets a number, and those before it that were never set to -1. */
export function setAt(vector: IntVector, index: number, value: number): void {
  while (vector.length <= index) push(vector, -1)
  vector.data[index] = value
}

/** Bytes that lists take, with what lies idle. */
export function bytesOf(...vectors: readonly IntVector[]): number {
  return vectors.reduce((sum, { data }) => sum + data.byteLength, 0)
}

/** The number at a place below `length`. */
export function at(vector: IntVector, index: number): number {
  return vector.data[index] as number
}
