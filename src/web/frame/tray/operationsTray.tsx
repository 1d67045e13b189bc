import { Button, Popover, ScrollArea, Text, Title } from '@mantine/core'
import { IconLoader2, IconStack2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { OperationView } from '../../../app/contract/operation.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import classes from './operationsTray.module.css'
import { WorkRow } from './workRow.tsx'

const shownEnded = 6

function wordsOf(unfinished: readonly OperationView[]): string {
  const running = unfinished.filter(({ state }) => state === 'running').length
  const waiting = unfinished.length - running
  if (unfinished.length === 0) return 'Nothing running'
  return [running > 0 ? `${running} running` : '', waiting > 0 ? `${waiting} waiting` : ''].filter((part) => part !== '').join(', ')
}

interface ListProps {
  readonly title: string
  readonly views: readonly OperationView[]
  readonly onGo: () => void
}

function WorkList({ title, views, onGo }: ListProps) {
  if (views.length === 0) return null
  return (
    <section aria-label={title}>
      <Title order={2} className={classes.heading}>
        {title}
      </Title>
      <ul className={classes.list}>
        {views.map((view) => (
          <WorkRow key={view.id} view={view} onGo={onGo} />
        ))}
      </ul>
    </section>
  )
}

/** What is at work, from any page: how far it is, why it waits, how it ended. */
export function OperationsTray() {
  const [isOpen, setOpen] = useState(false)
  const query = useApi('listOperations', { query: { ended: shownEnded } })
  const all = query.data?.operations ?? []
  const unfinished = all.filter(({ endedAt }) => endedAt === null)
  const isRunning = unfinished.some(({ state }) => state === 'running')
  // Where it cannot be read nobody knows whether something is running.
  const words = query.data === undefined && query.error ? 'Operations' : wordsOf(unfinished)
  const Icon = isRunning ? IconLoader2 : IconStack2
  const close = () => setOpen(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width="min(460px, calc(100vw - 16px))" offset={8} trapFocus withRoles>
      <Popover.Target>
        <Button
          variant="subtle"
          color={unfinished.length > 0 ? 'comet' : 'gray'}
          size="xs"
          px={8}
          leftSection={<Icon size={16} aria-hidden="true" className={isRunning ? classes.turning : undefined} />}
          classNames={{ label: unfinished.length === 0 ? classes.idle : undefined, section: classes.section }}
          title="Operations"
          onClick={() => setOpen(!isOpen)}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Operations">
        <ScrollArea.Autosize mah="70vh">
          <div className={classes.tray} tabIndex={-1} data-autofocus>
            <Loaded query={query}>
              {({ operations }) => (
                <>
                  {operations.length === 0 && (
                    <Text c="dimmed">No work yet. Processing, exports and deletions show here while they go on.</Text>
                  )}
                  <WorkList title="At work" views={unfinished} onGo={close} />
                  <WorkList title="Ended" views={operations.filter(({ endedAt }) => endedAt !== null).slice(0, shownEnded)} onGo={close} />
                </>
              )}
            </Loaded>
          </div>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
