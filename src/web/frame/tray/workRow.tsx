import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { deedOf } from '../../../app/contract/deedOf.ts'
import type { OperationView } from '../../../app/contract/operation.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { secondsLeft } from '../../api/live/pace.ts'
import { useCall } from '../../api/useApi.ts'
import { addressOfItem } from '../../parts/itemAddress.ts'
import { tellFault } from '../../parts/notify.tsx'
import { StatusBadge } from '../../parts/statusBadge.tsx'
import { When } from '../../parts/when.tsx'
import { WorkProgress } from '../../parts/workProgress.tsx'
import classes from './operationsTray.module.css'
import { titleOfWork, wordsOfTimeLeft } from './workWords.ts'

const kinds: readonly string[] = ['project', 'run', 'sample', 'analysis'] satisfies readonly ItemKind[]

function isItemKind(kind: string): kind is ItemKind {
  return kinds.includes(kind)
}

interface WorkRowProps {
  readonly view: OperationView
  /** Called when a link of it is followed. */
  readonly onGo?: () => void
}

function Subject({ view: { subject, endedAt }, onGo }: WorkRowProps) {
  if (!subject) return null
  if (isItemKind(subject.kind)) {
    return (
      <Link to={addressOfItem(subject.kind, subject.id)} onClick={onGo} title={subject.name} className={classes.name}>
        {subject.name}
      </Link>
    )
  }
  return endedAt === null ? (
    <Link to="/trash" onClick={onGo} title={subject.name} className={classes.name}>
      {subject.name}
    </Link>
  ) : (
    <span className={classes.name}>{subject.name}</span>
  )
}

/** The harmless answer has the focus when it comes. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus()
}

/** Asks once more in place: work of hours is not lost by one click. */
function CancelWork({ view }: { readonly view: OperationView }) {
  const [isAsking, setAsking] = useState(false)
  const cancel = useCall('cancelOperation')
  const label = titleOfWork(view)
  if (!isAsking) {
    return (
      <Button variant="default" size="compact-xs" aria-label={`Cancel: ${label}`} onClick={() => setAsking(true)}>
        Cancel
      </Button>
    )
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="filled"
        size="compact-xs"
        loading={cancel.isPending}
        aria-label={`Cancel work: ${label}`}
        onClick={() => cancel.mutate({ params: { operation: view.id } }, { onError: tellFault })}
      >
        Cancel work
      </Button>
      <Button variant="subtle" size="compact-xs" ref={focusOnce} onClick={() => setAsking(false)}>
        Keep going
      </Button>
    </Group>
  )
}

function WorkDetails({ view }: { readonly view: OperationView }) {
  const { state, progress, waitReason, fault, endedAt } = view
  const left = secondsLeft(view)
  if (endedAt !== null) return fault && state === 'failed' ? <Text size="xs">{fault.message}</Text> : null
  return (
    <Group gap="sm" wrap="wrap">
      <WorkProgress work={{ state, waitReason, ...progress }} label={titleOfWork(view)} />
      {left !== null && (
        <Text size="xs" c="dimmed">
          {wordsOfTimeLeft(left)}
        </Text>
      )}
    </Group>
  )
}

/** One piece of work: what it is about, how far it is or how it ended, its log, its end. */
export function WorkRow({ view, onGo }: WorkRowProps) {
  const { words, subject, log, by, startedAt, createdAt, endedAt, mayCancel } = view
  return (
    <li className={classes.row}>
      <div className={classes.title}>
        <span>{deedOf(view.kind)}</span>
        <Subject view={view} {...(onGo && { onGo })} />
        <span className={classes.state}>
          <StatusBadge words={words} />
        </span>
      </div>
      <WorkDetails view={view} />
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {by}, <When iso={endedAt ?? startedAt ?? createdAt} />
        </Text>
        <Group gap="sm" wrap="nowrap">
          {log !== null && subject?.kind === 'run' && (
            <Link to={addressOfItem('run', subject.id)} search={{ log }} onClick={onGo} className={classes.log}>
              Log
            </Link>
          )}
          {mayCancel && <CancelWork view={view} />}
        </Group>
      </Group>
    </li>
  )
}
