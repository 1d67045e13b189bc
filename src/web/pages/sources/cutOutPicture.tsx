import { useState } from 'react'
import type { LightCurvePoint, SourceDetails } from '../../../app/contract/sources.ts'
import { formatUtc } from '../../parts/format.ts'
import classes from './cutOuts.module.css'
import { CutOutShapes, type ShapesShown } from './cutOutShapes.tsx'
import { cutOutAddress, type CutOutLook } from './cutOutScale.ts'

interface CutOutPictureProps {
  readonly source: SourceDetails
  readonly point: LightCurvePoint
  readonly look: CutOutLook
  readonly edgePx: number
  readonly shapes?: ShapesShown
  /** Comes at once: the others come when they are in sight. */
  readonly isEager?: boolean
}

/** A source in one epoch; says so where the image is missing or another now. */
export function CutOutPicture({ source, point, look, edgePx, shapes, isEager = false }: CutOutPictureProps) {
  const address = cutOutAddress(source, point.imageNumber, look)
  const [missing, setMissing] = useState<string | null>(null)
  const style = { width: edgePx, height: edgePx }
  if (missing === address) {
    return (
      <span className={classes.picture} style={style}>
        <span className={classes.missing}>The image is missing, changed, or does not reach so far</span>
      </span>
    )
  }
  return (
    <span className={classes.picture} style={style}>
      <img
        src={address}
        alt={`${formatUtc(point.timeUtc)}, ${point.peakMjy.toFixed(3)} mJy/beam`}
        width={edgePx}
        height={edgePx}
        loading={isEager ? 'eager' : 'lazy'}
        onError={() => setMissing(address)}
      />
      {shapes && <CutOutShapes source={source} point={point} sizeArcsec={look.sizeArcsec} edgePx={edgePx} shown={shapes} />}
    </span>
  )
}
