import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import type { ApiFault } from '../../api/apiFault.ts'
import { useApi } from '../../api/useApi.ts'
import { useRestoreFromTrash } from '../../dialogs/useRestoreFromTrash.tsx'
import { EmptyState } from '../../parts/emptyState.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { When } from '../../parts/when.tsx'

interface MissingRunProps {
  readonly name: string
  readonly query: { readonly data: RunStatus | undefined; readonly error: ApiFault | null; readonly refetch: () => unknown }
}

const crumbs = [{ words: 'Runs', to: '/runs' }]

function textOf(data: ApiFault['data'], key: string): string {
  const value = data[key]
  return typeof value === 'string' ? value : ''
}

/** What is left of a run that was deleted permanently. */
function DeletedRun({ name, fault }: { readonly name: string; readonly fault: ApiFault }) {
  const [itemId, purgedAt] = [textOf(fault.data, 'itemId'), textOf(fault.data, 'purgedAt')]
  const reason = textOf(fault.data, 'reason')
  const hasConfiguration = textOf(fault.data, 'configurationHash') !== ''
  return (
    <Page title={textOf(fault.data, 'name') || name} crumbs={crumbs} status={<Text c="dimmed">Deleted</Text>}>
      <EmptyState
        title="This run was deleted permanently"
        action={
          hasConfiguration && (
            <Button component={Link} to="/runs/new" search={{ from: itemId } as never}>
              New run from this configuration
            </Button>
          )
        }
      >
        <Stack gap="xs">
          <Text>
            {purgedAt && (
              <>
                It was deleted <When iso={purgedAt} />.{' '}
              </>
            )}
            {reason && `Reason: ${reason}. `}
            Its results cannot come back; the FITS files and catalogues that it was made from were not touched.
          </Text>
          {hasConfiguration && <Text>Its configuration is kept: a new run from it computes the same again.</Text>}
          <Link to="/deleted/$id" params={{ id: itemId }}>
            What is kept of it
          </Link>
        </Stack>
      </EmptyState>
    </Page>
  )
}

/** Brings the run back, for whoever has it in Trash. */
function RestoreButton({ runId }: { readonly runId: string }) {
  const restore = useRestoreFromTrash()
  const entry = useApi('listTrash', { query: {} }).data?.entries.find(({ id, kind }) => kind === 'run' && id === runId)
  if (!entry) return null
  const { entryId, kind, name } = entry
  return <Button onClick={() => void restore({ items: [{ entryId, kind, name }] })}>Restore from Trash</Button>
}

/** A run that is not among the live ones. */
function AwayRun({ name, fault }: { readonly name: string; readonly fault: ApiFault }) {
  const isDeleting = textOf(fault.data, 'found') === 'Deleting'
  return (
    <Page title={name} crumbs={crumbs} status={<Text c="dimmed">{textOf(fault.data, 'found') || 'In Trash'}</Text>}>
      <EmptyState
        title={isDeleting ? 'This run is being deleted' : 'This run is in Trash'}
        action={
          <Group gap="sm">
            {!isDeleting && <RestoreButton runId={textOf(fault.data, 'itemId')} />}
            <Button component={Link} to="/trash" variant="default">
              View Trash
            </Button>
            <Button component={Link} to="/runs" variant="default">
              All runs
            </Button>
          </Group>
        }
      >
        {isDeleting
          ? 'Its files are being removed. When they are gone, what is left is who deleted it, when, and its configuration.'
          : 'Nothing of it is lost: restored from Trash, it is as it was. Whoever controls it, or its project, can do that.'}
      </EmptyState>
    </Page>
  )
}

/** The page of a run that cannot be shown: not yet, not to this user, in Trash, or deleted. */
export function MissingRun({ name, query }: MissingRunProps) {
  const { error } = query
  if (error?.code === 'item.gone') return <DeletedRun name={name} fault={error} />
  if (error?.code === 'item.state') return <AwayRun name={name} fault={error} />
  if (error?.status === 404) {
    const hint = 'The link may be wrong, or the run is not shared with you any more.'
    return (
      <Page title={name} crumbs={crumbs}>
        <FaultPanel fault={{ code: error.code, message: `There is no run ${name} that you may see.`, hint }} />
      </Page>
    )
  }
  return (
    <Page title={name} crumbs={crumbs}>
      <Loaded query={{ ...query, data: undefined }}>{() => null}</Loaded>
    </Page>
  )
}
