import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { ResolvedName } from '../contract/outside.ts'
import type { Halley } from '../halley.ts'
import { askOutside } from './askOutside.ts'
import { mayAskOutside } from './outsideSetting.ts'
import { serviceAddresses } from './serviceAddresses.ts'

function notFound(name: string): Result<never> {
  return failure(
    makeFault('outside.notFound', `Expected an object that SIMBAD, NED or VizieR know as ${name}, found none.`, {
      hint: 'Give a position instead, such as 05h23m34.5s -69d45m22s.',
      data: { name },
    }),
  )
}

/**
 * The position of an object by its name, as Sesame has it from SIMBAD, NED or VizieR.
 *
 * @returns `outside.forbidden` where no administrator allows the server to ask, `outside.notFound`, `outside.away`
 */
export async function resolveName(halley: Halley, name: string): Promise<Result<ResolvedName>> {
  if (!(await mayAskOutside(halley))) {
    const message = 'Look up a name: expected that this server may ask services on the internet, found that it may not.'
    return failure(makeFault('outside.forbidden', message, { hint: 'Give a position, or ask an administrator to allow it.' }))
  }
  const text = await askOutside('Sesame', `${serviceAddresses().sesame}/-oI/SNV?${encodeURIComponent(name)}`)
  if (!text.ok) return text
  const [, ra, dec] = /^%J\s+([\d.]+)\s+([+-]?[\d.]+)/m.exec(text.value) ?? []
  if (ra === undefined || dec === undefined) return notFound(name)
  return success({ name, raDeg: Number(ra), decDeg: Number(dec) })
}
