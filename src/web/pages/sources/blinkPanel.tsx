import { ActionIcon, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { formatUtc } from '../../parts/format.ts'
import classes from './cutOuts.module.css'
import { CutOutPicture } from './cutOutPicture.tsx'
import type { CutOutLook } from './cutOutScale.ts'
import type { ShapesShown } from './cutOutShapes.tsx'
import type { Blink } from './useBlink.ts'

interface BlinkPanelProps {
  readonly source: SourceDetails
  readonly look: CutOutLook
  readonly shapes: ShapesShown
  readonly blink: Blink
}

const edgePx = 320
const speeds = [1, 2, 4, 8] as const

/** How many epochs ahead and behind are loaded. */
const loadedAhead = 12

function isNear(index: number, now: number, count: number): boolean {
  const apart = Math.abs(index - now)
  return Math.min(apart, count - apart) <= loadedAhead
}

/** All epochs in one place, one after the other. Those that come next are loaded before, so that none flickers. */
export function BlinkPanel({ source, look, shapes, blink }: BlinkPanelProps) {
  const point = source.measurements[blink.index]
  if (!point) return null
  return (
    <div className={`site-panel ${classes.blink}`} role="group" aria-label="Blink">
      <div style={{ position: 'relative', width: edgePx, height: edgePx }}>
        {source.measurements.map((each, index) =>
          isNear(index, blink.index, source.measurements.length) ? (
            <div key={each.id} style={{ position: 'absolute', inset: 0, visibility: index === blink.index ? 'visible' : 'hidden' }}>
              <CutOutPicture source={source} point={each} look={look} edgePx={edgePx} shapes={shapes} isEager />
            </div>
          ) : null,
        )}
      </div>
      <Stack gap="sm">
        <Text data-blinking={blink.isRunning}>
          Epoch {blink.index + 1} of {source.measurements.length}
          <br />
          {formatUtc(point.timeUtc)}
          <br />
          {point.peakMjy.toFixed(3)} ± {point.peakErrorMjy.toFixed(3)} mJy/beam, {point.isForced ? 'forced fit' : 'detection'}
        </Text>
        <Group gap="xs">
          <ActionIcon variant="default" aria-label="Epoch before" onClick={() => blink.step(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Button
            size="xs"
            variant="default"
            leftSection={blink.isRunning ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            onClick={() => blink.run(!blink.isRunning)}
          >
            {blink.isRunning ? 'Pause' : 'Play'}
          </Button>
          <ActionIcon variant="default" aria-label="Next epoch" onClick={() => blink.step(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </Group>
        <div>
          <Text size="xs" c="dimmed">
            Epochs a second
          </Text>
          <SegmentedControl
            size="xs"
            aria-label="Epochs a second"
            value={String(blink.perSecond)}
            data={speeds.map(String)}
            onChange={(next) => blink.setPerSecond(Number(next))}
          />
        </div>
      </Stack>
    </div>
  )
}
