export const pointShapes = ['disc', 'ring', 'square', 'diamond', 'up', 'down'] as const

/** How a point of a plot is drawn: shape alone tells kinds apart. */
export type PointShape = (typeof pointShapes)[number]

const corners: Readonly<Record<Exclude<PointShape, 'disc' | 'ring'>, readonly (readonly [number, number])[]>> = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  up: [
    [0, -1.2],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
  down: [
    [0, 1.2],
    [1.15, -0.9],
    [-1.15, -0.9],
  ],
}

/** The outline of a shape around a place, as the path of an SVG or a canvas. */
export function shapePath(shape: PointShape, x: number, y: number, radius: number): string {
  if (shape === 'disc' || shape === 'ring') {
    return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
  }
  const at = corners[shape].map(([east, south]) => `${(x + east * radius).toFixed(2)} ${(y + south * radius).toFixed(2)}`)
  return `M${at.join('L')}Z`
}
