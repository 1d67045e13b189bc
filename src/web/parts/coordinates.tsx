import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core'
import { formatDec, formatRa } from './sexagesimal.ts'

interface CoordinatesProps {
  readonly raDeg: number
  readonly decDeg: number
}

/** A position in sexagesimal form, with degrees on hover; a click copies it. */
export function Coordinates({ raDeg, decDeg }: CoordinatesProps) {
  const words = `${formatRa(raDeg)} ${formatDec(decDeg)}`
  const degrees = `${raDeg.toFixed(6)}°, ${decDeg.toFixed(6)}°`
  return (
    <CopyButton value={words}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `${degrees}; click to copy`}>
          <UnstyledButton className="site-mono" aria-label={`${words}, copy`} onClick={copy}>
            {words}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  )
}
