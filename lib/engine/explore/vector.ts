/** Lists of 32-bit numbers that grow. */
export type IntVector = { data: Int32Array; length: number }

export function intVector(): IntVector {
  return { data: new Int32Array(1024), length: 0 }
}

export function push(vector: IntVector, value: number): void {
  if (vector.length === vector.data.length) {
    const larger = new Int32Array(2 * vector.data.length)
    larger.set(vector.data)
    vector.data = larger
  }
  vector.data[vector.length++] = value
}

export function at(vector: IntVector, index: number): number {
  return vector.data[index] as number
}
