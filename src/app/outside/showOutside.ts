import { success, type Result } from '../../fault/fault.ts'
import { separationDeg } from '../../sky/separation.ts'
import type { OutsideObjects } from '../contract/outside.ts'
import { findSource, type SourceQuestion } from '../explore/showSource.ts'
import type { Halley } from '../halley.ts'
import { askOutside } from './askOutside.ts'
import { nedAddress, objectsOfNed } from './coneOfNed.ts'
import { objectsOfSimbad, simbadAddress, type OutsideCone, type OutsideObject } from './coneOfSimbad.ts'
import { mayAskOutside } from './outsideSetting.ts'
import { serviceAddresses } from './serviceAddresses.ts'

const radiusArcsec = 60

type Service = OutsideObjects['faults'][number]['service']

interface Asked {
  readonly service: Service
  readonly address: string
  readonly read: (text: string) => Result<readonly OutsideObject[]>
}

function asksOf(cone: OutsideCone): readonly Asked[] {
  const { simbad, ned } = serviceAddresses()
  return [
    { service: 'SIMBAD', address: simbadAddress(simbad, cone), read: objectsOfSimbad },
    { service: 'NED', address: nedAddress(ned, cone), read: objectsOfNed },
  ]
}

async function answer({ service, address, read }: Asked, cone: OutsideCone): Promise<Pick<OutsideObjects, 'objects' | 'faults'>> {
  const text = await askOutside(service, address)
  const found = text.ok ? read(text.value) : text
  if (!found.ok) return { objects: [], faults: [{ service, message: found.fault.message }] }
  const objects = found.value.map((each) => ({
    ...each,
    service,
    separationArcsec: separationDeg(cone.raDeg, cone.decDeg, each.raDeg, each.decDeg) * 3600,
  }))
  return { objects, faults: [] }
}

/**
 * What SIMBAD and NED know around a source. They are asked only where an administrator allows it; one that does not
 * answer is named, and the other's objects are there.
 */
export async function showOutside(halley: Halley, question: SourceQuestion): Promise<Result<OutsideObjects>> {
  const found = await findSource(halley, question)
  if (!found.ok) return found
  if (!(await mayAskOutside(halley))) return success({ isAllowed: false, radiusArcsec, objects: [], faults: [] })
  const { row } = found.value
  // A millionth of a degree: the address is the same for every look at the source.
  const cone = { raDeg: Number(Number(row['wavg_ra']).toFixed(6)), decDeg: Number(Number(row['wavg_dec']).toFixed(6)), radiusArcsec }
  const answers = await Promise.all(asksOf(cone).map((each) => answer(each, cone)))
  const objects = answers.flatMap((each) => each.objects).toSorted((a, b) => a.separationArcsec - b.separationArcsec)
  return success({ isAllowed: true, radiusArcsec, objects, faults: answers.flatMap(({ faults }) => faults) })
}
