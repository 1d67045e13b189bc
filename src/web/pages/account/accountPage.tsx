import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { ColoursSection } from './coloursSection.tsx'
import { DetailsSection } from './detailsSection.tsx'
import { SessionsSection } from './sessionsSection.tsx'
import { SignInSection } from './signInSection.tsx'
import { TokensSection } from './tokensSection.tsx'

/** What concerns the user alone: name, sign-in, tokens, sessions, colours. */
export function AccountPage() {
  const query = useApi('showAccount', {})
  const { data: session } = useApi('showSession', {})
  return (
    <Page title="Account">
      <Loaded query={query}>
        {(account) => (
          <>
            <DetailsSection key={`${account.name} ${account.email}`} account={account} />
            {session?.mode === 'server' && <SignInSection account={account} />}
            <TokensSection isAdministrator={account.isAdministrator} />
            <SessionsSection />
            <ColoursSection />
          </>
        )}
      </Loaded>
    </Page>
  )
}
