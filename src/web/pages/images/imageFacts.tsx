import { Anchor, CopyButton, Table, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ImageDetails, ImageFile } from '../../../app/contract/images.ts'
import { addressOf } from '../../api/callApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { Facts } from '../../parts/facts.tsx'
import { formatBytes, formatCount, formatUtc } from '../../parts/format.ts'
import { Section } from '../../parts/section.tsx'

const stateWords: Readonly<Record<ImageFile['state'], string>> = {
  there: 'as processed',
  missing: 'not where it was',
  changed: 'another than the one that was processed',
  unreadable: 'cannot be read',
}

/** The numbers of an image's header and of its noise map. */
export function ImageNumbers({ image }: { readonly image: ImageDetails }) {
  return (
    <Facts
      facts={[
        { label: 'Epoch', value: image.epoch + 1 },
        { label: 'Start', value: formatUtc(image.timeUtc) },
        { label: 'MJD', value: image.mjd.toFixed(5) },
        { label: 'Duration', value: `${formatCount(Math.round(image.durationS))} s` },
        { label: 'Centre', value: <Coordinates raDeg={image.raDeg} decDeg={image.decDeg} /> },
        { label: 'Band', value: `${image.frequencyMhz.toFixed(1)} MHz, ${image.bandwidthMhz.toFixed(0)} MHz wide` },
        {
          label: 'Beam',
          value: `${image.beamMajorArcsec.toFixed(1)} × ${image.beamMinorArcsec.toFixed(1)}″, ${image.beamPaDeg.toFixed(0)}°`,
        },
        {
          label: 'Noise, median (range)',
          value: `${image.rmsMedianMjy.toFixed(3)} (${image.rmsMinMjy.toFixed(3)} to ${image.rmsMaxMjy.toFixed(3)}) mJy/beam`,
        },
        { label: 'Size', value: `${formatCount(image.width)} × ${formatCount(image.height)} pixels of ${image.pixelArcsec.toFixed(2)}″` },
        { label: 'Polarisation', value: image.polarisation },
        { label: 'Telescope', value: image.telescope },
      ]}
    />
  )
}

function Fingerprint({ text }: { readonly text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `${text}; click to copy`}>
          <UnstyledButton className="site-mono" aria-label={`${text.slice(0, 20)}…, copy`} onClick={copy}>
            {text.slice(0, 20)}…
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  )
}

function Taken({ image, file: { role, state } }: { readonly image: ImageDetails; readonly file: ImageFile }) {
  if (role === 'catalogue' || state !== 'there') return null
  const { run, number, version } = image
  return (
    <Anchor href={addressOf('downloadImageFile', { params: { run, image: number }, query: { version, layer: role } })} download>
      Download
    </Anchor>
  )
}

/** The files that the image was made from, and what has become of each. */
export function ImageFiles({ image }: { readonly image: ImageDetails }) {
  return (
    <Section title="Files">
      <Table.ScrollContainer minWidth={640} type="native" pos="relative" tabIndex={0} role="region" aria-label="Table of files">
        <Table aria-label="Files">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>Now</Table.Th>
              <Table.Th className="site-number">Size</Table.Th>
              <Table.Th>Fingerprint</Table.Th>
              <Table.Th>Path</Table.Th>
              <Table.Th>
                <VisuallyHidden>Take away</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {image.files.map((file) => (
              <Table.Tr key={file.role}>
                <Table.Td>{file.role}</Table.Td>
                <Table.Td>
                  {file.state === 'there' ? (
                    <IconCheck size={14} color="var(--success)" aria-hidden="true" />
                  ) : (
                    <IconAlertTriangle size={14} color="var(--waiting)" aria-hidden="true" />
                  )}{' '}
                  {stateWords[file.state]}
                </Table.Td>
                <Table.Td className="site-number">{formatBytes(file.bytes)}</Table.Td>
                <Table.Td>
                  <Fingerprint text={file.fingerprint} />
                </Table.Td>
                <Table.Td className="site-mono" style={{ overflowWrap: 'anywhere' }}>
                  {file.path}
                </Table.Td>
                <Table.Td>
                  <Taken image={image} file={file} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed" mt="xs">
        Halley never writes or removes these files. In the store: the measurements, and a preview of {formatBytes(image.previewBytes)}
        {image.preview.length === 0 && ', which cannot be made while the file of the image is not there'}. Content{' '}
        <Fingerprint text={image.contentHash} />, ingested {formatUtc(image.ingestedUtc)}.
      </Text>
    </Section>
  )
}

/** The runs that use the image. */
export function ImageRuns({ image }: { readonly image: ImageDetails }) {
  return (
    <Section title="Used by">
      <ul>
        {image.usedBy.map(({ id, name }) => (
          <li key={id}>
            <Link to="/runs/$run" params={{ run: id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {image.usedByOthers > 0 && (
        <Text c="dimmed">
          {formatCount(image.usedByOthers)} {image.usedByOthers === 1 ? 'run' : 'runs'} that you may not see
        </Text>
      )}
    </Section>
  )
}
