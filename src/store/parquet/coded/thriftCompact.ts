/**
 * Values in the compact protocol of Thrift, in which Parquet keeps its page headers and its footer.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export interface ThriftValue {
  readonly type: number
  readonly bytes: Uint8Array
}

/** As a field of a struct. */
export const thriftTrue: ThriftValue = { type: 1, bytes: new Uint8Array(0) }

export function thriftI32(value: number): ThriftValue {
  return { type: 5, bytes: zigzag(value) }
}

/** @param value an integer from -2^52 to 2^52 */
export function thriftI64(value: number): ThriftValue {
  return { type: 6, bytes: zigzag(value) }
}

export function thriftBinary(value: Uint8Array): ThriftValue {
  return { type: 8, bytes: Buffer.concat([varint(value.length), value]) }
}

export function thriftText(value: string): ThriftValue {
  return thriftBinary(Buffer.from(value))
}

/** @param values of one type; an empty list is one of structs */
export function thriftList(values: readonly ThriftValue[]): ThriftValue {
  const type = values.length === 0 ? structType : values[0].type
  const size = values.length < 15 ? [(values.length << 4) | type] : [0xf0 | type, ...varint(values.length)]
  return { type: 9, bytes: Buffer.concat([Uint8Array.from(size), ...values.map(({ bytes }) => bytes)]) }
}

const structType = 12

/** @param fields by their number, from 1 to 15 */
export function thriftStruct(fields: Readonly<Record<number, ThriftValue | undefined>>): ThriftValue {
  const parts: Uint8Array[] = []
  let last = 0
  // Keys that are integers come in ascending order.
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const field = Number(key)
    parts.push(Uint8Array.of(((field - last) << 4) | value.type), value.bytes)
    last = field
  }
  return { type: structType, bytes: Buffer.concat([...parts, Uint8Array.of(0)]) }
}

/** {@link writeVarint} alone. */
export function varint(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  return bytes.subarray(0, writeVarint(bytes, 0, value))
}

/**
 * Seven bits a byte, the lowest first; the highest bit of a byte says that more follow.
 *
 * @param value an integer from 0 to 2^53: up to 8 bytes, up to 5 below 2^32
 * @returns the position after it
 */
export function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128
  bytes[at++] = rest
  return at
}

function zigzag(value: number): Uint8Array {
  return varint(value < 0 ? -2 * value - 1 : 2 * value)
}
