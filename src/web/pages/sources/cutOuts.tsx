import { Anchor, Button, Group, Select, Switch, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LightCurvePoint, SourceDetails } from '../../../app/contract/sources.ts'
import { useApi } from '../../api/useApi.ts'
import { colourChoices } from '../../plots/picture/colourChoices.ts'
import { usePageKeys } from '../../parts/pageKeys.ts'
import { BlinkPanel } from './blinkPanel.tsx'
import classes from './cutOuts.module.css'
import { CutOutPicture } from './cutOutPicture.tsx'
import { cutOutAddress, cutOutSizesArcsec, usualLook, type CutOutLook } from './cutOutScale.ts'
import type { ShapesShown } from './cutOutShapes.tsx'
import type { EpochFocus } from './epochFocus.ts'
import { measurementAddress } from './measurementAddress.ts'
import { useBlink } from './useBlink.ts'

const edgePx = 144

interface CutOutProps {
  readonly source: SourceDetails
  readonly point: LightCurvePoint
  readonly look: CutOutLook
  readonly shapes: ShapesShown
  readonly focus: EpochFocus
}

function CutOut({ source, point, look, shapes, focus }: CutOutProps) {
  const enter = () => focus.hover([point.id])
  const leave = () => focus.hover([])
  return (
    <li className={classes.cutOut} data-selected={focus.selected.has(point.id) || undefined}>
      <Link
        to={measurementAddress(source.run, point.id)}
        title={point.image}
        onMouseEnter={enter}
        onMouseLeave={leave}
        onFocus={enter}
        onBlur={leave}
      >
        <CutOutPicture source={source} point={point} look={look} edgePx={edgePx} shapes={shapes} />
      </Link>
      <div className={classes.about}>
        <span className="site-muted">
          {point.timeUtc.slice(0, 10)} {point.isForced ? 'forced' : ''}
        </span>
        <Anchor
          size="xs"
          href={cutOutAddress(source, point.imageNumber, look, 'fits')}
          download={`${source.name}_${point.timeUtc.slice(0, 10)}.fits`}
          aria-label={`FITS of ${point.timeUtc.slice(0, 10)}`}
        >
          FITS
        </Anchor>
      </div>
    </li>
  )
}

interface ControlsProps {
  readonly look: CutOutLook
  readonly onLook: (look: CutOutLook) => void
}

function LookControls({ look, onLook }: ControlsProps) {
  return (
    <>
      <Select
        size="xs"
        w={104}
        aria-label="Size of the cut-outs"
        allowDeselect={false}
        value={String(look.sizeArcsec)}
        data={cutOutSizesArcsec.map((arcsec) => ({ value: String(arcsec), label: arcsec < 120 ? `${arcsec}″` : `${arcsec / 60}′` }))}
        onChange={(next) => onLook({ ...look, sizeArcsec: Number(next ?? look.sizeArcsec) })}
      />
      <Switch
        size="xs"
        label="One scale for all"
        checked={look.isOneScale}
        onChange={(event) => onLook({ ...look, isOneScale: event.currentTarget.checked })}
      />
      <Select
        size="xs"
        w={160}
        aria-label="Colours"
        allowDeselect={false}
        value={look.colours}
        data={colourChoices}
        onChange={(next) => onLook({ ...look, colours: colourChoices.find(({ value }) => value === next)?.value ?? look.colours })}
      />
    </>
  )
}

interface Drawn {
  readonly isSource: boolean
  readonly isBeam: boolean
  readonly isNeighbours: boolean
}

const shapeWords = { isSource: 'Fitted shape', isBeam: 'Beam', isNeighbours: 'Neighbours' } as const

function ShapeControls({ drawn, onDrawn }: { readonly drawn: Drawn; readonly onDrawn: (drawn: Drawn) => void }) {
  return (['isSource', 'isBeam', 'isNeighbours'] as const).map((key) => (
    <Switch
      key={key}
      size="xs"
      label={shapeWords[key]}
      checked={drawn[key]}
      onChange={(event) => onDrawn({ ...drawn, [key]: event.currentTarget.checked })}
    />
  ))
}

/** What is drawn over the cut-outs; the neighbours are asked for when they are. */
function useShapes(source: SourceDetails, look: CutOutLook, drawn: Drawn): ShapesShown {
  const query = { version: source.version, radius: Math.min(3600, look.sizeArcsec * 0.75) }
  const params = { run: source.run, source: source.id }
  const { data } = useApi('showNeighbours', { params, query }, { enabled: drawn.isNeighbours })
  return { isSource: drawn.isSource, isBeam: drawn.isBeam, neighbours: drawn.isNeighbours ? (data?.shapes ?? null) : null }
}

/** The source in every epoch, side by side, on one scale of intensity unless asked otherwise; or one after the other. */
export function CutOuts({ source, focus }: { readonly source: SourceDetails; readonly focus: EpochFocus }) {
  const [look, setLook] = useState(usualLook)
  const [drawn, setDrawn] = useState<Drawn>({ isSource: true, isBeam: true, isNeighbours: false })
  const shapes = useShapes(source, look, drawn)
  const blink = useBlink(source.measurements.length)
  usePageKeys([{ key: 'b', words: 'Blink, or end it', run: blink.toggle }])
  return (
    <section aria-label="Cut-outs">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Cut-outs</Title>
        <Group gap="md">
          <LookControls look={look} onLook={setLook} />
          <ShapeControls drawn={drawn} onDrawn={setDrawn} />
          <Button size="compact-xs" variant="default" aria-pressed={blink.isOpen} onClick={blink.toggle}>
            Blink
          </Button>
        </Group>
      </Group>
      {blink.isOpen && <BlinkPanel source={source} look={look} shapes={shapes} blink={blink} />}
      <ul className={classes.strip}>
        {source.measurements.map((point) => (
          <CutOut key={point.id} source={source} point={point} look={look} shapes={shapes} focus={focus} />
        ))}
      </ul>
    </section>
  )
}
