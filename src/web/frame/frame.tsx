import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconActivity,
  IconChartDots,
  IconFolder,
  IconHome,
  IconMoon,
  IconPlayerPlay,
  IconStars,
  IconSun,
  IconTrash,
  type IconProps,
} from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, type ComponentType } from 'react'
import { ApiFault } from '../api/apiFault.ts'
import { useApi } from '../api/useApi.ts'
import { DialogHost } from '../dialogs/dialogHost.tsx'
import classes from './frame.module.css'

interface Place {
  readonly words: string
  readonly to: string
  readonly icon: ComponentType<IconProps>
}

const places: readonly Place[] = [
  { words: 'Home', to: '/', icon: IconHome },
  { words: 'Projects', to: '/projects', icon: IconFolder },
  { words: 'Runs', to: '/runs', icon: IconPlayerPlay },
  { words: 'Samples', to: '/samples', icon: IconStars },
  { words: 'Analyses', to: '/analyses', icon: IconChartDots },
]

const laterPlaces: readonly Place[] = [
  { words: 'Trash', to: '/trash', icon: IconTrash },
  { words: 'Activity', to: '/activity', icon: IconActivity },
]

function PlaceLink({ place: { words, to, icon: Icon }, onGo }: { readonly place: Place; readonly onGo: () => void }) {
  const { pathname } = useLocation()
  const isHere = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)
  return (
    <NavLink
      component={Link}
      to={to}
      label={words}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      leftSection={<Icon size={18} aria-hidden="true" />}
      onClick={onGo}
    />
  )
}

function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark = colorScheme === 'dark'
  const Icon = isDark ? IconSun : IconMoon
  const words = isDark ? 'Light colours' : 'Dark colours'
  return (
    <Tooltip label={words}>
      <ActionIcon variant="subtle" color="gray" aria-label={words} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        <Icon size={18} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}

/** Leads who is not signed in to where they can, and back afterwards. */
function useSignedIn(): string | null {
  const { data, error } = useApi('showSession', {})
  useEffect(() => {
    if (error instanceof ApiFault && error.status === 401) {
      window.location.assign(`/sign-in?to=${encodeURIComponent(window.location.pathname + window.location.search)}`)
    }
  }, [error])
  return data?.user.name ?? null
}

/** The rail of places, the header, and the page between them. */
export function Frame() {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const userName = useSignedIn()
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 176, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding={0}>
      <a href="#page" className="site-skip">
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <Group gap="sm">
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Places" />
          <Link to="/" className={classes.brand}>
            Halley
          </Link>
        </Group>
        <Group gap="sm">
          <ColourScheme />
          <Text size="sm">{userName}</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.rail} aria-label="Places">
        <ScrollArea>
          {places.map((place) => (
            <PlaceLink key={place.to} place={place} onGo={close} />
          ))}
          <hr className={classes.line} />
          {laterPlaces.map((place) => (
            <PlaceLink key={place.to} place={place} onGo={close} />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="page">
        <Outlet />
      </AppShell.Main>
      <DialogHost />
    </AppShell>
  )
}
