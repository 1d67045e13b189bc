import { useEffect, useMemo, useRef, type RefObject } from 'react'
import { EtaVRaster } from '../../../charts/etaVRaster.ts'
import type { PlotFrame } from './etaVGeometry.ts'
import type { EtaVPlane } from './etaVPlane.ts'
import { paintEtaV } from './paintEtaV.ts'
import { siteEtaVColours } from './siteColours.ts'

/** What the canvas shows. */
export interface CanvasLook {
  readonly marks: Uint8Array
  readonly selected: Uint8Array | null
  readonly shares: Float32Array | null
}

/** Finer pixels than these show nothing more of a point, and take their time. */
const MOST_RATIO = 2

/** Keeps a canvas painted with the points of a plane: once for each frame that the screen shows, however much changes. */
export function useEtaVCanvas(plane: EtaVPlane, frame: PlotFrame, look: CanvasLook): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  const raster = useMemo(() => new EtaVRaster(plane), [plane])
  const { width, height, view } = frame
  const { marks, selected, shares } = look
  useEffect(() => {
    const request = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d')
      if (!canvas.current || !context || width < 2 || height < 2 || marks.length !== plane.id.length) return
      const ratio = Math.min(MOST_RATIO, devicePixelRatio)
      const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)]
      if (canvas.current.width !== columns) canvas.current.width = columns
      if (canvas.current.height !== rows) canvas.current.height = rows
      raster.count(view, { columns, rows }, marks)
      const image = context.createImageData(columns, rows)
      paintEtaV(image, raster, { colours: siteEtaVColours(), marks, selected, shares, ratio })
      context.putImageData(image, 0, 0)
      // What a page without a plot does not have: tests and people who measure look at it.
      canvas.current.dataset['painted'] = String(plane.id.length)
    })
    return () => cancelAnimationFrame(request)
  }, [plane, raster, width, height, view, marks, selected, shares])
  return canvas
}
