/** Row numbers that grow at the end. Read `values` below `length` only; the array is replaced when it grows. */
export class Int32List {
  values: Int32Array
  length = 0

  constructor(capacity = 16) {
    this.values = new Int32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Int32Array(2 * this.length)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length++] = value
  }
}

/** {@link Int32List} for doubles. */
export class Float64List {
  values: Float64Array
  length = 0

  constructor(capacity = 16) {
    this.values = new Float64Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(2 * this.length)
      grown.set(this.values)
      this.values = grown
    }
    this.values[this.length++] = value
  }
}
