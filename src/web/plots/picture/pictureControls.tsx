import { Button, Group, NumberInput, Select, Switch } from '@mantine/core'
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { ImageLayer } from '../../../app/contract/images.ts'
import { colourMap, colourNames, type ColourName } from '../../../app/contract/pictures/colourMaps.ts'
import { stretchNames } from '../../../app/contract/pictures/stretch.ts'
import { colourChoices } from './colourChoices.ts'
import type { Look } from './look.ts'
import classes from './picture.module.css'
import type { PictureSettings } from './pictureSettings.ts'

const layerWords: Readonly<Record<ImageLayer, string>> = { image: 'Image', noise: 'Noise map', background: 'Background map' }

const limitWords = { zscale: 'zscale', range: 'Lowest to highest', own: 'Own' } as const

/** The colours from the lower to the upper limit, as a picture. */
export function colourBar(colours: ColourName, canvas: HTMLCanvasElement): void {
  canvas.width = 255
  canvas.height = 1
  const map = colourMap(colours)
  const pixels = new Uint8ClampedArray(255 * 4)
  for (let index = 1; index < 256; index++) pixels.set([...map.subarray(3 * index, 3 * index + 3), 255], 4 * (index - 1))
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, 255, 1), 0, 0)
}

function ColourBar({ look }: { readonly look: Look }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current) colourBar(look.colours, canvas.current)
  }, [look.colours])
  return (
    <Group gap="xs" aria-label={`From ${look.low.toPrecision(3)} to ${look.high.toPrecision(3)} mJy/beam`} role="group">
      <span className="site-muted">{look.low.toPrecision(3)}</span>
      <canvas ref={canvas} className={classes.bar} aria-hidden="true" />
      <span className="site-muted">{look.high.toPrecision(3)} mJy/beam</span>
    </Group>
  )
}

interface PictureControlsProps {
  readonly settings: PictureSettings
  readonly onSettings: (change: Partial<PictureSettings>) => void
  readonly look: Look | null
  readonly layers: readonly ImageLayer[]
  readonly onZoom: (times: number | 'whole') => void
}

function OwnLimits({ look, onSettings }: Pick<PictureControlsProps, 'look' | 'onSettings'>) {
  const change = (key: 'low' | 'high') => (value: string | number) => {
    if (typeof value === 'number' && look) onSettings({ low: look.low, high: look.high, [key]: value })
  }
  return (
    <>
      <NumberInput size="xs" w={110} label="From, mJy/beam" hideControls value={look?.low ?? ''} onChange={change('low')} />
      <NumberInput size="xs" w={110} label="To, mJy/beam" hideControls value={look?.high ?? ''} onChange={change('high')} />
    </>
  )
}

/** How a picture is drawn: which map, its colours, scale and limits, what is laid over it. */
export function PictureControls({ settings, onSettings, look, layers, onZoom }: PictureControlsProps) {
  const { layer = 'image', colours = 'grey', stretch = 'linear', limits = 'zscale' } = settings
  const setLimits = (chosen: string | null) => {
    if (chosen === 'own' && look) onSettings({ limits: 'own', low: look.low, high: look.high })
    else onSettings({ limits: chosen === 'range' ? 'range' : undefined, low: undefined, high: undefined })
  }
  return (
    <Group gap="md" align="flex-end" mb="sm">
      <Select
        size="xs"
        w={150}
        label="Map"
        allowDeselect={false}
        value={layer}
        data={layers.map((value) => ({ value, label: layerWords[value] }))}
        onChange={(value) => onSettings({ layer: layers.find((each) => each === value && each !== 'image'), limits: undefined })}
      />
      <Select
        size="xs"
        w={160}
        label="Colours"
        allowDeselect={false}
        value={colours}
        data={colourChoices}
        onChange={(value) => onSettings({ colours: colourNames.find((each) => each === value) })}
      />
      <Select
        size="xs"
        w={100}
        label="Scale"
        allowDeselect={false}
        value={stretch}
        data={[...stretchNames]}
        onChange={(value) => onSettings({ stretch: stretchNames.find((each) => each === value) })}
      />
      <Select
        size="xs"
        w={150}
        label="Limits"
        allowDeselect={false}
        value={limits}
        data={Object.entries(limitWords).map(([value, label]) => ({ value, label }))}
        onChange={setLimits}
      />
      {limits === 'own' && <OwnLimits look={look} onSettings={onSettings} />}
      {layer === 'image' && (
        <Select
          size="xs"
          w={130}
          label="Zoomed out"
          allowDeselect={false}
          value={settings.of ?? 'mean'}
          data={[
            { value: 'mean', label: 'Mean of pixels' },
            { value: 'peak', label: 'Highest pixel' },
          ]}
          onChange={(value) => onSettings({ of: value === 'peak' ? 'peak' : undefined })}
        />
      )}
      <Switch
        size="xs"
        label="Sky grid"
        checked={settings.grid !== false}
        onChange={(event) => onSettings({ grid: event.currentTarget.checked ? undefined : false })}
      />
      <Switch
        size="xs"
        label="Measurements"
        checked={settings.shapes !== false}
        onChange={(event) => onSettings({ shapes: event.currentTarget.checked ? undefined : false })}
      />
      <Button.Group>
        <Button variant="default" aria-label="Zoom in" onClick={() => onZoom(1.5)}>
          <IconPlus size={14} />
        </Button>
        <Button variant="default" aria-label="Zoom out" onClick={() => onZoom(1 / 1.5)}>
          <IconMinus size={14} />
        </Button>
        <Button variant="default" aria-label="Whole image" onClick={() => onZoom('whole')}>
          <IconArrowsMaximize size={14} />
        </Button>
      </Button.Group>
      {look && <ColourBar look={look} />}
    </Group>
  )
}
