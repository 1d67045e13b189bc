import { z } from 'zod'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { findSetting, forgetSetting, keepSetting } from '../../store/catalogue/settings.ts'
import type { Halley } from '../halley.ts'

const setting = 'servedAddress'
const patienceMs = 2_000

/** Keeps where the store is served, for commands that print links; until {@link forgetServedAddress}. */
export async function keepServedAddress({ store }: Halley, address: string): Promise<void> {
  await keepSetting(store.catalogue, setting, address)
}

/** Forgets it, where no other server has taken its place. */
export async function forgetServedAddress({ store }: Halley, address: string): Promise<void> {
  if ((await findSetting(store.catalogue, setting)) === address) await forgetSetting(store.catalogue, setting)
}

const signInReply = z.object({ mode: z.enum(['laptop', 'server']) })

export interface ServedSite {
  /** Without a stroke at its end. */
  readonly address: string
  /** `server`: with accounts. */
  readonly mode: 'laptop' | 'server'
}

/** What the site at an address says that it is; null where none answers. */
async function siteAt(address: string): Promise<ServedSite | null> {
  const signal = AbortSignal.timeout(patienceMs)
  const reply = await fetch(new URL('/api/sign-in', address), { signal })
    .then((answer): Promise<unknown> => answer.json())
    .catch(() => null)
  const { data } = signInReply.safeParse(reply)
  return data ? { address: address.replace(/\/$/, ''), mode: data.mode } : null
}

/**
 * Where the store is served now.
 *
 * @param url what users type, where they know better
 * @returns `serve.none` where nothing answers there
 */
export async function servedSite({ store }: Halley, url: string | null): Promise<Result<ServedSite>> {
  const address = url ?? (await findSetting(store.catalogue, setting)) ?? null
  const site = address !== null && URL.canParse(address) ? await siteAt(address) : null
  if (site) return success(site)
  const found = address === null ? 'none' : `none that answers at ${address}`
  return failure(
    makeFault('serve.none', `Expected a server of this store that runs, found ${found}.`, {
      hint: 'Start it: ./halley serve. Where users reach it by another address, give that: --url https://halley.example.org',
    }),
  )
}
