import type { ReactNode } from 'react'
import classes from './points.module.css'
import { shapePath, type PointShape } from './pointShape.ts'

export interface PointStyle {
  readonly words: string
  readonly shape: PointShape
  readonly colour: string
}

/** What the points of a plot mean, each kind by its shape, its colour and a word. */
export function PointLegend({ styles, children }: { readonly styles: readonly PointStyle[]; readonly children?: ReactNode }) {
  return (
    <figcaption className={classes.legend}>
      {styles.map(({ words, shape, colour }) => {
        const drawn = colour.startsWith('--') ? `var(${colour})` : colour
        return (
          <span key={words} className={classes.entry}>
            <svg width={14} height={14} aria-hidden="true">
              <path d={shapePath(shape, 7, 7, 4)} fill={shape === 'disc' ? drawn : 'none'} stroke={drawn} strokeWidth={1.5} />
            </svg>
            {words}
          </span>
        )
      })}
      {children}
    </figcaption>
  )
}
