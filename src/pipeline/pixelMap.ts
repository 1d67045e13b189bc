/**
 * The pixels of one plane of an image, as the pipeline wants them: physical values in the unit of the file
 * (Jy/beam), blank pixels as NaN, x along the first axis, 0-based.
 */
export interface PixelMap {
  readonly width: number
  readonly height: number
  /**
   * The box of `columns` x `rows` pixels whose first corner is (firstColumn, firstRow), row by row.
   * The box must lie inside the map. The array is the caller's, who may release its memory: the map keeps no part of it.
   */
  read(firstColumn: number, firstRow: number, columns: number, rows: number): Promise<Float32Array | Float64Array>
}
