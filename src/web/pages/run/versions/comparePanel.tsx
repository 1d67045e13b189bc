import { Button, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import type { VersionGlance } from '../../../../app/contract/version.ts'
import { useApi } from '../../../api/useApi.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useRunAddress } from '../useRunAddress.ts'
import classes from './comparePanel.module.css'
import { CountsTable } from './countsTable.tsx'
import { ImageList } from './imageList.tsx'
import { SettingList } from './settingList.tsx'
import { SourceChangeList } from './sourceChangeList.tsx'

const MergeView = lazy(async () => ({ default: (await import('../draft/mergeView.tsx')).MergeView }))

function Glance({ glance }: { readonly glance: VersionGlance }) {
  const [isOpen, setOpen] = useState(false)
  const { from, to, counts, images, settings, configTexts } = glance
  const isSameText = configTexts.from === configTexts.to
  return (
    <>
      <div className={classes.columns}>
        <CountsTable
          label={`Counts of version ${from} and version ${to}`}
          from={{ words: `v${from}`, counts: counts.from }}
          to={{ words: `v${to}`, counts: counts.to }}
        />
        <div>
          <ImageList words={['image added', 'images added']} images={images.added} />
          <ImageList words={['image removed', 'images removed']} images={images.removed} />
          <SettingList settings={settings} />
          {!isSameText && (
            <Button variant="subtle" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
              {isOpen ? 'Hide the configurations' : 'Compare the configurations'}
            </Button>
          )}
        </div>
      </div>
      {isOpen && (
        <Suspense fallback={<Text c="dimmed">Loading the editor</Text>}>
          <MergeView before={configTexts.from} after={configTexts.to} labels={[`Version ${from}`, `Version ${to}`]} />
        </Suspense>
      )}
    </>
  )
}

/** What became of the run from another version to the one that is shown. */
export function ComparePanel({ run }: { readonly run: RunStatus }) {
  const { search, change } = useRunAddress()
  const [other, head] = [search.compare ?? 0, search.with ?? run.version ?? 0]
  const isAsked = other > 0 && head > 0 && other !== head
  const pair = { from: Math.min(other, head), to: Math.max(other, head) }
  const glance = useApi('compareVersions', { params: { run: run.id }, query: pair }, { enabled: isAsked })
  const sources = useApi('compareSources', { params: { run: run.id }, query: pair }, { enabled: isAsked && glance.isSuccess })
  if (!isAsked) return null
  return (
    <Panel
      title={`From version ${pair.from} to version ${pair.to}`}
      remark={head === run.version ? `version ${head} is shown` : undefined}
      actions={
        <Button variant="subtle" onClick={() => change({ compare: undefined, with: undefined })}>
          Close
        </Button>
      }
    >
      <Loaded query={glance}>{(found) => <Glance glance={found} />}</Loaded>
      <Loaded query={sources}>{(changes) => <SourceChangeList run={run.id} {...pair} changes={changes} />}</Loaded>
    </Panel>
  )
}
