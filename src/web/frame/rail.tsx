import { ActionIcon, NavLink, ScrollArea, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useApi } from '../api/useApi.ts'
import classes from './frame.module.css'
import { mainPlaces, otherPlaces, type Place } from './places.ts'

interface PlaceLinkProps {
  readonly place: Place
  readonly isFolded: boolean
  readonly count: number
  readonly onGo: () => void
}

function PlaceLink({ place: { words, to, icon: Icon }, isFolded, count, onGo }: PlaceLinkProps) {
  const { pathname } = useLocation()
  const isHere = to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`)
  const counted = count > 0 ? `${words}, ${count}` : words
  return (
    <Tooltip label={counted} position="right" disabled={!isFolded}>
      <NavLink
        component={Link}
        to={to}
        label={isFolded ? undefined : words}
        aria-label={isFolded ? counted : undefined}
        active={isHere}
        aria-current={isHere ? 'page' : undefined}
        className={classes.place}
        leftSection={
          <span className={classes.placeIcon}>
            <Icon size={18} aria-hidden="true" />
            {isFolded && count > 0 && <span className={classes.dot} aria-hidden="true" />}
          </span>
        }
        rightSection={!isFolded && count > 0 && <span className={classes.count}>{count}</span>}
        onClick={onGo}
      />
    </Tooltip>
  )
}

interface RailProps {
  readonly isFolded: boolean
  /** Without it the rail cannot be folded. */
  readonly onFold?: () => void
  readonly onGo: () => void
}

/** The places of the site, with what waits in them. */
export function Rail({ isFolded, onFold, onGo }: RailProps) {
  const { data: session } = useApi('showSession', {})
  const { data: trash } = useApi('countTrash', {})
  const { data: inbox } = useApi('countNotices', {})
  const counts: Readonly<Record<string, number>> = { '/trash': trash?.count ?? 0, '/inbox': inbox?.unread ?? 0 }
  const shown = otherPlaces.filter(({ isFor }) => isFor === undefined || session?.user.isAdministrator)
  const link = (place: Place) => <PlaceLink key={place.to} place={place} isFolded={isFolded} count={counts[place.to] ?? 0} onGo={onGo} />
  const FoldIcon = isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const foldWords = isFolded ? 'Unfold the rail' : 'Fold the rail to icons'
  return (
    <>
      <ScrollArea className={classes.places}>
        {mainPlaces.map(link)}
        <hr className={classes.line} />
        {shown.map(link)}
      </ScrollArea>
      {onFold && (
        <Tooltip label={foldWords} position="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.fold}
            aria-label={foldWords}
            aria-expanded={!isFolded}
            onClick={onFold}
          >
            <FoldIcon size={18} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
