import { Button, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { VersionGlance } from '../../../../app/contract/version.ts'
import classes from './comparePanel.module.css'
import { CountsTable } from './countsTable.tsx'
import { ImageList } from './imageList.tsx'
import { SettingList } from './settingList.tsx'

const MergeView = lazy(async () => ({ default: (await import('../draft/mergeView.tsx')).MergeView }))

/** What tells two versions apart at once: counts, images, settings, and the configurations beside each other where they differ. */
export function VersionGlanceView({ glance }: { readonly glance: VersionGlance }) {
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
