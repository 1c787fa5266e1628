/** Reads the numbers of lib0's encoding by place; beyond the end it reads NaN, which is less than nothing and equal to nothing. */
export class Cursor {
  constructor(private readonly bytes: Uint8Array, public place: number) {}

  byte(): number { return this.bytes[this.place++] ?? NaN }

  /** A varUint. */
  read(): number {
    let value = 0
    let unit = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 127) * unit
      if (!(byte > 127)) return byte === byte ? value : NaN
      unit *= 128
      if (unit > 2 ** 53) return NaN
    }
  }
}
