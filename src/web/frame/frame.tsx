import { ActionIcon, AppShell, Burger, Drawer, Kbd } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { openSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useLive } from '../api/live/useLive.ts'
import { DialogHost } from '../dialogs/dialogHost.tsx'
import { Announcer } from './announcer.tsx'
import { Banner } from './banner.tsx'
import { Bell } from './bell.tsx'
import { ConnectionNote } from './connectionNote.tsx'
import classes from './frame.module.css'
import { useShortcuts } from './keys/useShortcuts.ts'
import { Palette } from './palette/palette.tsx'
import { Rail } from './rail.tsx'
import { OperationsTray } from './tray/operationsTray.tsx'
import { UserMenu } from './userMenu.tsx'
import { useRail } from './useRail.ts'
import { useSession } from './useSession.ts'

const headerPx = 48
const railPx = 176
const foldedRailPx = 52

interface HeaderProps {
  readonly isMenuOpen: boolean
  readonly onMenu: () => void
}

/** Opens the palette: a field to look at, an icon where there is no room. */
function SearchButton() {
  return (
    <>
      <button
        type="button"
        className={`${classes.search} mantine-visible-from-sm`}

        onClick={openSpotlight}
      >
        <IconSearch size={14} aria-hidden="true" />
        Search
        <Kbd size="xs">Ctrl K</Kbd>
      </button>
      <ActionIcon variant="subtle" color="gray" size={32} hiddenFrom="sm" aria-label="Search or do" onClick={openSpotlight}>
        <IconSearch size={18} aria-hidden="true" />
      </ActionIcon>
    </>
  )
}

function Header({ isMenuOpen, onMenu }: HeaderProps) {
  const session = useSession()
  return (
    <AppShell.Header className={classes.header}>
      <div className={classes.start}>
        <Burger opened={isMenuOpen} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label="Places" aria-expanded={isMenuOpen} />
        <Link to="/" className={classes.brand}>
          Halley
        </Link>
        <div id="crumbs" className={classes.crumbs} />
      </div>
      <div className={classes.end}>
        <ConnectionNote />
        <SearchButton />
        <OperationsTray />
        <Bell />
        {session && <UserMenu name={session.user.name} hasAccounts={session.mode === 'server'} />}
      </div>
    </AppShell.Header>
  )
}

/** The rail of places, the header with what goes on, and the page between them. */
export function Frame() {
  const [isMenuOpen, menu] = useDisclosure(false)
  const { isFolded, fold } = useRail()
  const session = useSession()
  useLive()
  useShortcuts()
  const navbar = { width: isFolded ? foldedRailPx : railPx, breakpoint: 'sm', collapsed: { mobile: true } } as const
  return (
    <AppShell header={{ height: headerPx }} navbar={navbar} padding={0} transitionDuration={140}>
      <a href="#page" className="site-skip">
        Skip to the page
      </a>
      <Header isMenuOpen={isMenuOpen} onMenu={menu.toggle} />
      <AppShell.Navbar className={classes.rail} aria-label="Places">
        <Rail isFolded={isFolded} onFold={fold} onGo={menu.close} />
      </AppShell.Navbar>
      <Drawer opened={isMenuOpen} onClose={menu.close} size={240} title="Halley" hiddenFrom="sm" padding="xs">
        <nav aria-label="Places">
          <Rail isFolded={false} onGo={menu.close} />
        </nav>
      </Drawer>
      <AppShell.Main id="page" tabIndex={-1}>
        <Banner text={session?.announcement ?? ''} />
        <Outlet />
      </AppShell.Main>
      <Announcer />
      <Palette isAdministrator={session?.user.isAdministrator ?? false} />
      <DialogHost />
    </AppShell>
  )
}
