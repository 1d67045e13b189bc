import { Button } from '@mantine/core'
import { useState } from 'react'
import type { UserRecord } from '../../../app/contract/administration.ts'
import { useApi } from '../../api/useApi.ts'
import { formatBytes } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { When } from '../../parts/when.tsx'
import { AdminPage } from './adminPage.tsx'
import { countWords } from './countWords.ts'
import { useNewUser } from './useNewUser.tsx'
import { UserMenu } from './userMenu.tsx'

function roleOf({ isActive, isAdministrator }: UserRecord): string {
  if (!isActive) return 'Deactivated'
  return isAdministrator ? 'Administrator' : 'User'
}

function signInWords({ canSignIn, account, seenUtc }: UserRecord) {
  if (seenUtc !== null) return <When iso={seenUtc} />
  if (canSignIn) return 'not signed in'
  return account === null ? 'no way to sign in yet' : 'command line only'
}

function storedWords({ storedBytes, storageLimit: { maxBytes } }: UserRecord): string {
  return maxBytes === 0 ? formatBytes(storedBytes) : `${formatBytes(storedBytes)} of ${formatBytes(maxBytes)}`
}

function columnsFor(names: readonly string[], hasAccounts: boolean): readonly TableColumn<UserRecord>[] {
  return [
    { id: 'name', header: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: 'role', header: 'Role', cell: roleOf, sortBy: roleOf },
    { id: 'seen', header: 'Last seen', cell: signInWords, sortBy: ({ seenUtc }) => seenUtc },
    { id: 'owns', header: 'Owns', cell: ({ owns }) => countWords(owns), sortBy: ({ owns }) => owns.runs },
    {
      id: 'stored',
      header: 'Keeps',
      description: 'All that is theirs on the disk, what they share with others and what is in Trash included, and how much it may be',
      isNumber: true,
      cell: storedWords,
      sortBy: ({ storedBytes }) => storedBytes,
    },
    {
      id: 'frees',
      header: 'Frees',
      description: 'What deleting all of it permanently would free at least',
      isNumber: true,
      cell: ({ frees }) => formatBytes(frees),
      sortBy: ({ frees }) => frees,
    },
    { id: 'account', header: 'Account', cell: ({ account }) => account ?? '', sortBy: ({ account }) => account },
    { id: 'created', header: 'Added', cell: ({ createdUtc }) => <When iso={createdUtc} />, sortBy: ({ createdUtc }) => createdUtc },
    { id: 'menu', header: 'Actions', cell: (user) => <UserMenu user={user} names={names} hasAccounts={hasAccounts} />, isControl: true },
  ]
}

/** Everybody who has an account, and what may be done about them. */
export function UsersPage() {
  const query = useApi('listUsers', {})
  const add = useNewUser()
  const { data: session } = useApi('showSession', {})
  const hasAccounts = session?.mode === 'server'
  const [sort, setSort] = useState<TableSort>({ column: 'name', isDescending: false })
  return (
    <AdminPage title="Users" actions={<Button onClick={() => add(hasAccounts)}>Add user</Button>}>
      <Loaded query={query}>
        {({ users }) => (
          <ItemTable
            name="users"
            exports={{ by: 'page' }}
            label="Users"
            rows={users}
            columns={columnsFor(
              users.filter(({ isActive }) => isActive).map(({ name }) => name),
              hasAccounts,
            )}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            sort={sort}
            onSort={setSort}
          />
        )}
      </Loaded>
    </AdminPage>
  )
}
