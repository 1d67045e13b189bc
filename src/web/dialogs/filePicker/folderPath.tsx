import { Anchor, Group, Select } from '@mantine/core'
import { Fragment } from 'react'
import type { FolderPlace, RootList } from '../../../app/contract/inputFiles.ts'

interface FolderPathProps {
  readonly list: RootList
  readonly folder: Pick<FolderPlace, 'root' | 'path'>
  readonly onGo: (folder: Pick<FolderPlace, 'root' | 'path'>) => void
}

function partsOf(path: string): readonly { readonly name: string; readonly path: string }[] {
  const names = path.split('/').filter((name) => name !== '')
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join('/') }))
}

/** Where the picker is, each folder above it a step back, and where else one may begin. */
export function FolderPath({ list: { roots, recent }, folder, onGo }: FolderPathProps) {
  const places = [...roots, ...recent.filter(({ path }) => path !== '')]
  return (
    <Group justify="space-between" gap="sm">
      <nav aria-label="Folders above">
        <Anchor component="button" type="button" onClick={() => onGo({ root: folder.root, path: '' })}>
          {folder.root}
        </Anchor>
        {partsOf(folder.path).map(({ name, path }, index) => (
          <Fragment key={path}>
            <span aria-hidden="true">{index === 0 && folder.root === '/' ? ' ' : ' / '}</span>
            <Anchor component="button" type="button" onClick={() => onGo({ root: folder.root, path })}>
              {name}
            </Anchor>
          </Fragment>
        ))}
      </nav>
      {places.length > 1 && (
        <Select
          aria-label="Go to a folder"
          placeholder="Go to ..."
          size="xs"
          data={[
            { group: 'Roots', items: roots.map(({ absolutePath }) => absolutePath) },
            {
              group: 'Used by your runs',
              items: recent.map(({ absolutePath }) => absolutePath).filter((path) => !roots.some((root) => root.absolutePath === path)),
            },
          ]}
          value={null}
          onChange={(value) => {
            const place = places.find(({ absolutePath }) => absolutePath === value)
            if (place) onGo(place)
          }}
          w={280}
        />
      )}
    </Group>
  )
}
