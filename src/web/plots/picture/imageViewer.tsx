import { Group } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ImageDetails } from '../../../app/contract/images.ts'
import { useApi } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { FigureMenu } from '../figureMenu.tsx'
import type { Look } from './look.ts'
import { Picture, type Overlays, type Paper } from './picture.tsx'
import { colourBar, PictureControls } from './pictureControls.tsx'
import { pictureFigure } from './pictureFigure.ts'
import { lookOf, type PictureSettings } from './pictureSettings.ts'
import { useOverlays } from './useOverlays.ts'
import { wholeImage, zoomedAt, type Size, type View } from './view.ts'

interface ImageViewerProps {
  readonly label: string
  readonly image: ImageDetails
  readonly settings: PictureSettings
  readonly onSettings: (change: Partial<PictureSettings>) => void
  /** Where it begins; null: the whole image. */
  readonly start: View | null
  readonly selectedId: number | null
  readonly onOpen: (measurement: number) => void
  /** Of the figure that it can be taken away as. */
  readonly figure: { readonly name: string; readonly caption: string }
  readonly heightPx: number
}

interface FigureButtonProps extends Pick<ImageViewerProps, 'image' | 'figure'> {
  readonly paper: { readonly current: Paper | null }
  readonly overlays: Overlays
  readonly look: Look
}

function FigureButton({ image, figure, paper, overlays, look }: FigureButtonProps) {
  const draw = () => {
    if (!paper.current) throw new Error('Expected a picture on the page, found none.')
    const { view, screen, draw } = paper.current
    const colours = document.createElement('canvas')
    colourBar(look.colours, colours)
    const { grid, shapes, selectedId } = overlays
    const drawn = { pixels: draw(), colours: colours.toDataURL('image/png'), limits: look }
    return { ...figure, image, view, screen, grid, shapes, selectedId, ...drawn }
  }
  return <FigureMenu figure={pictureFigure(figure.name, figure.caption, draw, overlays.shapes)} label={figure.name} />
}

function layersOf({ files }: ImageDetails): readonly ('image' | 'noise' | 'background')[] {
  return (['image', 'noise', 'background'] as const).filter((layer) => files.some(({ role }) => role === layer))
}

/** An image with its controls: maps, colours, limits, lines of the sky, measurements; moved, zoomed, and taken away as a figure. */
export function ImageViewer(props: ImageViewerProps) {
  const { label, image, settings, onSettings, start, selectedId, onOpen, figure, heightPx } = props
  const [seen, setSeen] = useState<{ readonly view: View | null; readonly screen: Size | null }>({ view: start, screen: null })
  const paper = useRef<Paper>(null)
  const onPaper = useCallback((now: Paper) => {
    paper.current = now
  }, [])
  const { layer = 'image', of = 'mean' } = settings
  const { run, number, version } = image
  const limits = useApi('showImageLimits', { params: { run, image: number }, query: { version, layer } })
  const { colours, stretch, limits: chosen, low, high } = settings
  const look = useMemo(
    () => lookOf({ colours, stretch, limits: chosen, low, high }, limits.data),
    [colours, stretch, chosen, low, high, limits.data],
  )
  const hasGrid = settings.grid !== false
  const hasShapes = settings.shapes !== false
  const overlays = { ...useOverlays({ image, ...seen, hasGrid, hasShapes }), selectedId }
  const zoom = (times: number | 'whole') => {
    const now = paper.current
    if (!now) return
    const { view, screen } = now
    const next = times === 'whole' ? wholeImage(image, screen) : zoomedAt(view, screen, times, screen.width / 2, screen.height / 2)
    setSeen({ view: next, screen })
  }
  return (
    <div>
      <PictureControls settings={settings} onSettings={onSettings} look={look} layers={layersOf(image)} onZoom={zoom} />
      {look ? (
        <>
          <Picture
            label={label}
            image={image}
            source={{ run, image: number, version, layer, of }}
            look={look}
            overlays={overlays}
            view={seen.view}
            onView={(view, screen) => setSeen({ view, screen })}
            onOpen={onOpen}
            heightPx={heightPx}
            onPaper={onPaper}
          />
          <Group justify="flex-end">
            <FigureButton image={image} figure={figure} paper={paper} overlays={overlays} look={look} />
          </Group>
        </>
      ) : (
        limits.error && <FaultPanel fault={limits.error} onRetry={() => void limits.refetch()} />
      )}
    </div>
  )
}
