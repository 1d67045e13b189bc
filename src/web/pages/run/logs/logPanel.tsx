import { Button, Select, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { LogKind, RunLogView } from '../../../../app/contract/runLog.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { addressOf } from '../../../api/callApi.ts'
import { useApi } from '../../../api/useApi.ts'
import { FaultPanel } from '../../../parts/faultPanel.tsx'
import { formatBytes, formatUtc } from '../../../parts/format.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useRunAddress } from '../useRunAddress.ts'
import { LogText } from './logText.tsx'
import { useLog } from './useLog.ts'

const wordOfKind: Readonly<Record<LogKind, string>> = { processing: 'Processing', restore: 'Restore', export: 'Export' }

function LogPicker({
  logs,
  name,
  onPick,
}: {
  readonly logs: readonly RunLogView[]
  readonly name: string
  readonly onPick: (name: string) => void
}) {
  const kinds = Object.entries(wordOfKind).map(([kind, words]) => ({
    group: words,
    items: logs
      .filter((log) => log.kind === kind)
      .map((log) => ({
        value: log.name,
        label: `${words} ${formatUtc(log.startedUtc)}${log.isLive ? ', live' : ''}, ${formatBytes(log.bytes)}`,
      })),
  }))
  return (
    <Select
      aria-label="Log"
      size="xs"
      w={340}
      maw="100%"
      data={kinds.filter(({ items }) => items.length > 0)}
      value={name}
      onChange={(value) => value !== null && onPick(value)}
      allowDeselect={false}
      maxDropdownHeight={320}
    />
  )
}

function OneLog({ run, name }: { readonly run: RunStatus; readonly name: string }) {
  const { search, change } = useRunAddress()
  const { pathname } = useLocation()
  const marked = search.log === name ? search.line : undefined
  const { log, fault, isReading, hasLater, readEarlier, readLater } = useLog(run.id, name, marked)
  if (fault) return <FaultPanel fault={fault} />
  if (!log) return <div style={{ height: 320 }} />
  const query = (at: number) => new URLSearchParams({ log: name, line: String(at) }).toString()
  return (
    <>
      {log.from > 0 && (
        <Button variant="subtle" loading={isReading} onClick={readEarlier} ml="sm" mb="xs">
          Read earlier lines ({formatBytes(log.from)} before these)
        </Button>
      )}
      <LogText
        log={log}
        marked={marked}
        addressOf={(at) => `${pathname}?${query(at)}#log`}
        onMark={(line) => change({ log: name, line })}
      />
      {hasLater && (
        <Button variant="subtle" loading={isReading} onClick={readLater} ml="sm" my="xs">
          Read later lines ({formatBytes(log.bytes - log.to)} behind these)
        </Button>
      )}
    </>
  )
}

/** The logs of the run, the newest first: what its processings, restores and exports wrote, live while they do. */
export function LogPanel({ run }: { readonly run: RunStatus }) {
  const { search, change } = useRunAddress()
  const { hash } = useLocation()
  const place = useRef<HTMLDivElement>(null)
  const query = useApi('listLogs', { params: { run: run.id } })
  const logs = query.data?.logs ?? []
  const picked = logs.find(({ name }) => name === search.log) ?? logs[0]
  useEffect(() => {
    if (hash === 'log' && search.log !== undefined) place.current?.scrollIntoView({ block: 'center' })
  }, [hash, search.log])
  return (
    <div ref={place}>
      <Panel
        title="Logs"
        isFlush
        remark={picked?.isLive ? 'live' : undefined}
        actions={
          picked && (
            <>
              <LogPicker logs={logs} name={picked.name} onPick={(log) => change({ log, line: undefined })} />
              <Button
                component="a"
                href={addressOf('downloadLog', { params: { run: run.id, log: picked.name } })}
                download={picked.name}
                variant="default"
                leftSection={<IconDownload size={14} />}
              >
                Download
              </Button>
            </>
          )
        }
      >
        <Loaded query={query}>
          {() =>
            picked ? (
              <OneLog key={picked.name} run={run} name={picked.name} />
            ) : (
              <Text c="dimmed" px="md" pb="md">
                No log yet. Processing, restoring and exporting write one each.
              </Text>
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}
