import { Menu } from '@mantine/core'
import { addressOf } from '../../../api/callApi.ts'
import type { Ground } from './groundField.tsx'

const regions = [
  ['ds9', 'DS9 regions (.reg)'],
  ['crtf', 'CARTA and CASA regions (.crtf)'],
] as const

/** The sources of a query as regions for viewers of images, in the menu by which they are taken away. */
export function RegionItems({ ground }: { readonly ground: Ground & { readonly q: string } }) {
  return (
    <>
      <Menu.Label>Circles of 10 arcsec</Menu.Label>
      {regions.map(([format, words]) => (
        <Menu.Item key={format} component="a" href={addressOf('exportSources', { query: { ...ground, format } })} download>
          {words}
        </Menu.Item>
      ))}
    </>
  )
}
