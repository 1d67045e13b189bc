/**
 * The lower triangle of a symmetric matrix, row by row from the first column that is not zero to the diagonal: column
 * j of row i lies at start[i] + j. Cholesky factors fill no more than this envelope (George & Liu 1981, chapter 4).
 */
export interface EnvelopeMatrix {
  readonly size: number
  readonly first: Int32Array
  readonly start: Int32Array
  readonly values: Float64Array
}

/** A zero matrix whose row i begins at column first[i] <= i. */
export function createEnvelope(first: Int32Array): EnvelopeMatrix {
  const start = new Int32Array(first.length)
  let used = 0
  for (let i = 0; i < first.length; i++) {
    start[i] = used - first[i]
    used += i - first[i] + 1
  }
  return { size: first.length, first, start, values: new Float64Array(used) }
}

/**
 * Solves `matrix` x = `rightSide` in place, for a positive semidefinite matrix, which it destroys.
 *
 * An unknown whose pivot is below `minPivotShare` of its diagonal hardly differs from a combination of those before
 * it: it is left out of the system and gets 0.
 *
 * @returns 1 for each unknown that was left out
 */
export function solveEnvelope(matrix: EnvelopeMatrix, rightSide: Float64Array, minPivotShare: number): Uint8Array {
  const leftOut = new Uint8Array(matrix.size)
  for (let i = 0; i < matrix.size; i++) factorRow(matrix, i, leftOut, minPivotShare)
  substituteForward(matrix, rightSide, leftOut)
  substituteBack(matrix, rightSide, leftOut)
  return leftOut
}

function factorRow({ first, start, values }: EnvelopeMatrix, i: number, leftOut: Uint8Array, minPivotShare: number): void {
  const row = start[i]
  const diagonal = values[row + i]
  let pivot = diagonal
  for (let j = first[i]; j < i; j++) {
    const other = start[j]
    let value = values[row + j]
    for (let k = Math.max(first[i], first[j]); k < j; k++) value -= values[row + k] * values[other + k]
    value = leftOut[j] === 1 ? 0 : value / values[other + j]
    values[row + j] = value
    pivot -= value * value
  }
  if (pivot > minPivotShare * diagonal) {
    values[row + i] = Math.sqrt(pivot)
    return
  }
  leftOut[i] = 1
  values.fill(0, row + first[i], row + i + 1)
}

function substituteForward({ size, first, start, values }: EnvelopeMatrix, x: Float64Array, leftOut: Uint8Array): void {
  for (let i = 0; i < size; i++) {
    let value = x[i]
    for (let k = first[i]; k < i; k++) value -= values[start[i] + k] * x[k]
    x[i] = leftOut[i] === 1 ? 0 : value / values[start[i] + i]
  }
}

function substituteBack({ size, first, start, values }: EnvelopeMatrix, x: Float64Array, leftOut: Uint8Array): void {
  for (let i = size - 1; i >= 0; i--) {
    if (leftOut[i] === 1) continue
    x[i] /= values[start[i] + i]
    for (let k = first[i]; k < i; k++) x[k] -= values[start[i] + k] * x[i]
  }
}
