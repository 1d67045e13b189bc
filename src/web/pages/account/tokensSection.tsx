import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { TokenSummary } from '../../../app/contract/account.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { EmptyState } from '../../parts/emptyState.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { Section } from '../../parts/section.tsx'
import { When } from '../../parts/when.tsx'
import { useNewToken } from './useNewToken.tsx'

function stateOf({ isValid, revokedUtc }: TokenSummary): string {
  if (isValid) return 'Can be used'
  return revokedUtc === null ? 'Expired' : 'Revoked'
}

function Revoke({ token }: { readonly token: TokenSummary }) {
  const { mutate, isPending } = useCall('revokeToken')
  const revoke = () =>
    mutate(
      { params: { token: token.id } },
      { onSuccess: () => tellDone({ words: `Token ${token.name} was revoked: nobody can use it any more.` }), onError: tellFault },
    )
  if (!token.isValid) return null
  return (
    <Button
      variant="subtle"
      color="danger"
      size="compact-xs"
      loading={isPending}
      onClick={revoke}
      aria-label={`Revoke token ${token.name}`}
    >
      Revoke
    </Button>
  )
}

const columns: readonly TableColumn<TokenSummary>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { id: 'scopes', header: 'May', cell: ({ scopes }) => scopes.join(', ') },
  { id: 'state', header: 'State', cell: stateOf, sortBy: stateOf },
  {
    id: 'used',
    header: 'Last used',
    cell: ({ lastUsedUtc }) => (lastUsedUtc === null ? 'never' : <When iso={lastUsedUtc} />),
    sortBy: ({ lastUsedUtc }) => lastUsedUtc,
  },
  {
    id: 'expires',
    header: 'Expires',
    cell: ({ expiresUtc }) => (expiresUtc === null ? 'never' : <When iso={expiresUtc} />),
    sortBy: ({ expiresUtc }) => expiresUtc,
  },
  { id: 'created', header: 'Made', cell: ({ createdUtc }) => <When iso={createdUtc} />, sortBy: ({ createdUtc }) => createdUtc },
  { id: 'revoke', header: 'Actions', cell: (token) => <Revoke token={token} />, isControl: true },
]

/** The tokens of the user: what programs act with in their name. */
export function TokensSection({ isAdministrator }: { readonly isAdministrator: boolean }) {
  const query = useApi('listTokens', {})
  const create = useNewToken()
  const [sort, setSort] = useState<TableSort>({ column: 'created', isDescending: true })
  const [showsEnded, setShowsEnded] = useState(false)
  const newToken = <Button onClick={() => create(isAdministrator)}>New token</Button>
  return (
    <Section title="Tokens" actions={query.data && query.data.tokens.length > 0 && newToken}>
      <Loaded query={query}>
        {({ tokens }) => {
          const rows = showsEnded ? tokens : tokens.filter(({ isValid }) => isValid)
          const ended = tokens.length - tokens.filter(({ isValid }) => isValid).length
          if (tokens.length === 0) {
            return (
              <EmptyState title="No tokens" action={newToken}>
                A token lets a notebook or a script use the <a href="/api/docs">API</a> in your name, within the scopes that you give it.
              </EmptyState>
            )
          }
          return (
            <>
              {rows.length > 0 && (
                <ItemTable
                  name="tokens"
                  exports={{ by: 'page' }}
                  label="Your tokens"
                  rows={rows}
                  columns={columns}
                  idOf={({ id }) => id}
                  nameOf={({ name }) => name}
                  sort={sort}
                  onSort={setSort}
                />
              )}
              {ended > 0 && (
                <Text mt="sm">
                  <Button variant="subtle" onClick={() => setShowsEnded(!showsEnded)}>
                    {showsEnded ? 'Hide' : 'Show'} {ended} that can be used no more
                  </Button>
                </Text>
              )}
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}
