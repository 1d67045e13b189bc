import { Text } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconTrashX, type IconProps } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Attention } from '../../../app/contract/home.ts'
import { PlacedLink } from '../../parts/placedLink.tsx'
import { When } from '../../parts/when.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './home.module.css'

interface Look {
  readonly icon: ComponentType<IconProps>
  readonly words: string
  readonly colour: string
}

const looks: Readonly<Record<Attention['kind'], Look>> = {
  failed: { icon: IconAlertTriangle, words: 'Error', colour: 'var(--danger)' },
  purgeSoon: { icon: IconClock, words: 'Deleted soon', colour: 'var(--waiting)' },
  purgeStopped: { icon: IconTrashX, words: 'Deleting has stopped', colour: 'var(--danger)' },
}

function Matter({ matter: { kind, item, words, hint, atUtc } }: { readonly matter: Attention }) {
  const { icon: Icon, words: label, colour } = looks[kind]
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <Icon size={14} color={colour} aria-hidden="true" style={{ alignSelf: 'center' }} />
        <span style={{ color: colour }}>{label}</span>
        <span>
          {item.kind} <PlacedLink item={item} />
        </span>
        <span className={classes.end}>
          <When iso={atUtc} />
        </span>
      </div>
      <Text style={{ overflowWrap: 'anywhere' }} lineClamp={2}>
        {words}
      </Text>
      <Text size="xs" c="dimmed">
        {hint}
      </Text>
    </li>
  )
}

/** What somebody should look at; says so where there is nothing. */
export function AttentionPanel({ attention }: { readonly attention: readonly Attention[] }) {
  return (
    <Panel title="Needs attention" remark={attention.length === 0 ? undefined : String(attention.length)} isFlush>
      {attention.length === 0 ? (
        <p className={classes.none} style={{ margin: 0 }}>
          Nothing. Errors, what is deleted soon and deletions that have stopped are shown here.
        </p>
      ) : (
        <ul className={classes.list}>
          {attention.map((matter) => (
            <Matter key={`${matter.kind} ${matter.item.id}`} matter={matter} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
