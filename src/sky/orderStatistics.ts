type Values = Float64Array | Float32Array

/** The largest of one value or more, none of them NaN. */
export function largest(values: Values): number {
  let highest = values[0]
  for (let i = 1; i < values.length; i++) if (values[i] > highest) highest = values[i]
  return highest
}

/**
 * The value of the given rank (0: the smallest), which must exist. Afterwards the values before it are no larger, those behind it no
 * smaller (quickselect). The values must not contain NaN.
 */
export function selectInPlace(values: Values, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = middleOfThree(values[low], values[(low + high) >>> 1], values[high])
    let i = low
    let j = high
    while (i <= j) {
      while (values[i] < pivot) i++
      while (values[j] > pivot) j--
      if (i > j) break
      const value = values[i]
      values[i++] = values[j]
      values[j--] = value
    }
    if (rank <= j) high = j
    else if (rank >= i) low = i
    else break
  }
  return values[rank]
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
