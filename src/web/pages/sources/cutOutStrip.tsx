import { Group, SegmentedControl, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { LightCurvePoint, SourceDetails } from '../../../app/contract/sources.ts'
import { addressOf } from '../../api/callApi.ts'
import { formatUtc } from '../../parts/format.ts'
import classes from './cutOutStrip.module.css'

const sizeArcsec = 120
const edgePx = 144

/** From which peak over noise on the noise would vanish on a linear scale. */
const brightSnr = 20

/** How all cut-outs of a source are drawn: from twice the noise below zero to its brightest. */
function scaleOf(measurements: readonly LightCurvePoint[]) {
  const noise = Math.max(...measurements.map(({ noiseMjy }) => noiseMjy))
  const peak = Math.max(...measurements.map(({ peakMjy }) => peakMjy))
  const stretch: 'linear' | 'sqrt' = peak > brightSnr * noise ? 'sqrt' : 'linear'
  return { low: -2 * noise, high: Math.max(peak, 5 * noise), stretch }
}

interface CutOutProps {
  readonly source: SourceDetails
  readonly point: LightCurvePoint
  readonly centre: { readonly raDeg: number; readonly decDeg: number }
  readonly colours: 'grey' | 'viridis'
  readonly isOneScale: boolean
  readonly isSelected: boolean
  readonly onSelect: (id: number) => void
}

/** The fitted shape over the cut-out: north is up and east is left where the image has them so. */
function Shape({ point, centre }: Pick<CutOutProps, 'point' | 'centre'>) {
  const scale = edgePx / sizeArcsec
  const east = (point.raDeg - centre.raDeg) * Math.cos((centre.decDeg * Math.PI) / 180) * 3600
  const north = (point.decDeg - centre.decDeg) * 3600
  return (
    <svg className={classes.shape} viewBox={`${-edgePx / 2} ${-edgePx / 2} ${edgePx} ${edgePx}`} aria-hidden="true">
      <ellipse
        rx={(point.minorArcsec / 2) * scale}
        ry={(point.majorArcsec / 2) * scale}
        transform={`translate(${-east * scale} ${-north * scale}) rotate(${-point.positionAngleDeg})`}
        data-forced={point.isForced || undefined}
      />
    </svg>
  )
}

function CutOut({ source, point, centre, colours, isOneScale, isSelected, onSelect }: CutOutProps) {
  const [isMissing, setMissing] = useState(false)
  const scale = isOneScale ? scaleOf(source.measurements) : ({ stretch: 'linear' } as const)
  const query = { ra: centre.raDeg, dec: centre.decDeg, size: sizeArcsec, version: source.version, colours, ...scale }
  const params = { run: source.run, image: point.imageNumber }
  const words = `${formatUtc(point.timeUtc)}, ${point.peakMjy.toFixed(3)} mJy/beam`
  return (
    <li className={classes.cutOut} data-selected={isSelected || undefined}>
      <a
        href={addressOf('showCutOut', { params, query: { ...query, format: 'fits' } })}
        download={`${source.name}_${point.timeUtc.slice(0, 10)}.fits`}
        title={`${point.image}: download as FITS`}
        onMouseEnter={() => onSelect(point.id)}
        onFocus={() => onSelect(point.id)}
      >
        <span className={classes.picture}>
          {isMissing ? (
            <span className={classes.missing}>The image cannot be read</span>
          ) : (
            <img
              src={addressOf('showCutOut', { params, query })}
              alt={words}
              width={edgePx}
              height={edgePx}
              loading="lazy"
              onError={() => setMissing(true)}
            />
          )}
          {!isMissing && <Shape point={point} centre={centre} />}
        </span>
      </a>
      <Text size="xs" c="dimmed">
        {point.timeUtc.slice(0, 10)} {point.isForced ? 'forced' : ''}
      </Text>
    </li>
  )
}

interface CutOutStripProps {
  readonly source: SourceDetails
  readonly centre: { readonly raDeg: number; readonly decDeg: number }
  readonly selectedId: number | null
  readonly onSelect: (id: number) => void
}

/** The source in every epoch, side by side, on one scale of intensity unless asked otherwise. */
export function CutOutStrip({ source, centre, selectedId, onSelect }: CutOutStripProps) {
  const [colours, setColours] = useState<'grey' | 'viridis'>('grey')
  const [isOneScale, setOneScale] = useState(true)
  return (
    <section aria-label="Cut-outs">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Cut-outs</Title>
        <Group gap="md">
          <Switch size="xs" label="One scale for all" checked={isOneScale} onChange={(event) => setOneScale(event.currentTarget.checked)} />
          <SegmentedControl
            size="xs"
            aria-label="Colours"
            value={colours}
            data={[
              { value: 'grey', label: 'Grey' },
              { value: 'viridis', label: 'Viridis' },
            ]}
            onChange={(next) => setColours(next === 'viridis' ? 'viridis' : 'grey')}
          />
        </Group>
      </Group>
      <ul className={classes.strip}>
        {source.measurements.map((point) => (
          <CutOut
            key={point.id}
            source={source}
            point={point}
            centre={centre}
            colours={colours}
            isOneScale={isOneScale}
            isSelected={point.id === selectedId}
            onSelect={onSelect}
          />
        ))}
      </ul>
    </section>
  )
}
