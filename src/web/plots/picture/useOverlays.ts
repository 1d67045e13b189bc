import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { ImageDetails, ImageGrid, ImageShapes } from '../../../app/contract/images.ts'
import { useApi } from '../../api/useApi.ts'
import { seenBox, type Size, type View } from './view.ts'

interface Overlaid {
  readonly grid: ImageGrid | null
  readonly lattice: ImageGrid['lattice'] | null
  readonly shapes: ImageShapes | null
}

interface OverlayOptions {
  readonly image: ImageDetails
  /** null: the whole image. */
  readonly view: View | null
  readonly screen: Size | null
  readonly hasGrid: boolean
  readonly hasShapes: boolean
}

/** The lines of the sky of what is seen, positions over the whole image, and its measurements. */
export function useOverlays({ image, view, screen, hasGrid, hasShapes }: OverlayOptions): Overlaid {
  const { run, version, number } = image
  const given = { params: { run, image: number } }
  const whole = { x: 0, y: 0, width: image.width, height: image.height }
  const seen = useMemo(() => (view && screen ? seenBox(view, image, screen) : null), [view, screen, image])
  // Lines of the sky follow when the picture rests.
  const [rested] = useDebouncedValue(seen, 150)
  const everywhere = useApi('showImageGrid', { ...given, query: { version, ...whole } })
  const here = useApi('showImageGrid', { ...given, query: { version, ...(rested ?? whole) } }, { enabled: hasGrid })
  const shapes = useApi('listImageShapes', { ...given, query: { version } }, { enabled: hasShapes })
  return {
    grid: hasGrid ? (here.data ?? null) : null,
    lattice: everywhere.data?.lattice ?? null,
    shapes: hasShapes ? (shapes.data ?? null) : null,
  }
}
