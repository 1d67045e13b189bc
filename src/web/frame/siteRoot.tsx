import { Notifications } from '@mantine/notifications'
import { Outlet } from '@tanstack/react-router'

/** What every page stands in: the page, and what is told at the top right, which can lead to other pages. */
export function SiteRoot() {
  return (
    <>
      <Notifications position="top-right" autoClose={10_000} pauseResetOnHover="all" limit={5} className="site-notifications" />
      <Outlet />
    </>
  )
}
