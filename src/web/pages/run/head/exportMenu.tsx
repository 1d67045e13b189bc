import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconFileExport, IconFiles } from '@tabler/icons-react'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { addressOf } from '../../../api/callApi.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { formatBytes } from '../../../parts/format.ts'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import { useRunAddress } from '../useRunAddress.ts'

/** Names that people take away most, in this order. */
const wanted = ['measurements.arrow', 'measurement_pairs.arrow', 'sources.parquet', 'associations.parquet', 'images.parquet', 'config.yaml']

interface ExportMenuProps {
  readonly run: RunStatus
  readonly version: number
}

/** Takes the shown version away: Arrow files, or its files as they are. */
export function ExportMenu({ run, version }: ExportMenuProps) {
  const { change } = useRunAddress()
  const files = useApi('listRunFiles', { params: { run: run.id }, query: { version } }).data?.files ?? []
  const { mutate, isPending } = useCall('exportRun')
  const hasArrow = files.some(({ isExport }) => isExport)
  const writeArrow = () =>
    mutate(
      { params: { run: run.id }, body: { version, overwrite: hasArrow } },
      {
        onSuccess: () =>
          tellDone({ words: `The export of version ${version} of ${run.name} was submitted. Its files will be in this menu.` }),
        onError: tellFault,
      },
    )
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} />} loading={isPending}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileExport size={14} />} onClick={writeArrow}>
          {hasArrow ? 'Write the Arrow files again' : 'Write Arrow files'}
        </Menu.Item>
        <Menu.Label>Download from version {version}</Menu.Label>
        {wanted.flatMap((name) => {
          const file = files.find((one) => one.name === name)
          if (!file) return []
          return (
            <Menu.Item
              key={name}
              component="a"
              href={addressOf('downloadRunFile', { params: { run: run.id, file: name }, query: { version } })}
              download={name}
              leftSection={<IconDownload size={14} />}
              rightSection={<span className="site-muted">{formatBytes(file.bytes)}</span>}
            >
              {name}
            </Menu.Item>
          )
        })}
        <Menu.Item leftSection={<IconFiles size={14} />} onClick={() => change({ tab: 'files' })}>
          All {files.length} files
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
