import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { AtWork } from './atWork.tsx'
import { AttentionPanel } from './attentionPanel.tsx'
import { ChangesPanel } from './changesPanel.tsx'
import classes from './home.module.css'
import { QuickStart } from './quickStart.tsx'
import { RecentRuns } from './recentRuns.tsx'
import { StoragePanel } from './storagePanel.tsx'

/** What goes on, what changed, what somebody should look at. */
export function HomePage() {
  const query = useApi('showHome', {})
  return (
    <Page
      title="Home"
      actions={
        <Button component={Link} to="/runs/new" leftSection={<IconPlus size={16} aria-hidden="true" />}>
          New run
        </Button>
      }
    >
      <Loaded query={query}>
        {({ isEmpty, attention, storage, growth }) => (
          <div className={classes.columns}>
            <div className={classes.column}>
              {isEmpty && <QuickStart />}
              <AtWork />
              <AttentionPanel attention={attention} />
              {!isEmpty && <RecentRuns growth={growth} />}
            </div>
            <div className={classes.column}>
              <ChangesPanel />
              <StoragePanel storage={storage} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
