import { callApi } from '../api/callApi.ts'
import type { SampMessage } from './sampHub.ts'

/** A VOTable, by the address of its download. */
export interface SampTable {
  readonly kind: 'table'
  readonly name: string
  readonly address: string
}

/** A FITS image, by the address of its download. */
export interface SampImage {
  readonly kind: 'image'
  readonly name: string
  readonly address: string
}

/** A place on the sky to look at. */
export interface SampPosition {
  readonly kind: 'position'
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
}

/** What can be sent to other programs on the user's machine. */
export type SampThing = SampTable | SampImage | SampPosition

export const sampKinds: Readonly<Record<SampThing['kind'], SampMessage['kind']>> = {
  table: 'table.load.votable',
  image: 'image.load.fits',
  position: 'coord.pointAt.sky',
}

/** An address that a program without the browser's cookies can read: each receiver gets its own. */
async function linkTo(address: string): Promise<string> {
  const { path } = await callApi('makeDownloadLink', { body: { path: address } })
  return new URL(path, location.origin).href
}

/** The message that sends a thing. */
export async function messageOf(thing: SampThing): Promise<SampMessage> {
  const kind = sampKinds[thing.kind]
  if (thing.kind === 'position') return { kind, parameters: { ra: String(thing.raDeg), dec: String(thing.decDeg) } }
  const parameters = { url: await linkTo(thing.address), name: thing.name }
  const id = `${location.origin}${thing.address}`
  return { kind, parameters: thing.kind === 'table' ? { ...parameters, 'table-id': id } : { ...parameters, 'image-id': id } }
}
