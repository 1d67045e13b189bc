import { List, Text } from '@mantine/core'
import type { InputsDifference } from '../../../app/contract/inputsDifference.ts'
import classes from './processingDifference.module.css'

const nounOfRole = { image: 'image', catalogue: 'catalogue', noise: 'noise map', background: 'background map' } as const

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

interface GroupProps {
  readonly title: string
  readonly lines: readonly { readonly words: string; readonly full: string }[]
}

function Group({ title, lines }: GroupProps) {
  if (lines.length === 0) return null
  return (
    <section>
      <Text fw={600}>
        {title} ({lines.length})
      </Text>
      <List className={classes.lines} listStyleType="none">
        {lines.map(({ words, full }) => (
          <List.Item key={full} title={full}>
            {words}
          </List.Item>
        ))}
      </List>
    </section>
  )
}

function epochWords(key: string | null): string {
  return key === null ? 'an epoch of its own' : `epoch ${key}`
}

function filesOf(paths: readonly string[]): GroupProps['lines'] {
  return paths.map((path) => ({ words: nameOf(path), full: path }))
}

/** What differs from the version that is shown: settings, images. */
export function ProcessingDifference({ difference }: { readonly difference: InputsDifference }) {
  const { settings, removed, replaced, regrouped, added } = difference
  return (
    <div className={classes.difference}>
      <Group
        title="Settings changed"
        lines={settings.map(({ setting, from, to }) => ({ words: `${setting}: ${String(from)} → ${String(to)}`, full: setting }))}
      />
      <Group title="Images removed" lines={filesOf(removed)} />
      <Group
        title="Images replaced"
        lines={replaced.map(({ from, to, files }) => ({
          words: `${nameOf(to)}: another ${files.map((role) => nounOfRole[role]).join(', ')}`,
          full: from === to ? to : `${to} in the place of ${from}`,
        }))}
      />
      <Group
        title="Images in another epoch"
        lines={regrouped.map(({ path, from, to }) => ({ words: `${nameOf(path)}: ${epochWords(from)} → ${epochWords(to)}`, full: path }))}
      />
      <Group title="Images added" lines={filesOf(added)} />
    </div>
  )
}
