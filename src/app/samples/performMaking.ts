import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import type { Assignment } from '../operations/assignment.ts'
import { combiningRequest } from './combineRequest.ts'
import { performCombining } from './combineSamples.ts'
import { performDrawing, type DrawnSample } from './drawSample.ts'
import { drawingRequest } from './sampleRequest.ts'

/** What a sample is asked for: drawn from runs by a query, or combined from samples. */
export const makingRequest = z.union([combiningRequest, drawingRequest])

/** Makes a sample that was asked for. */
export function performMaking({ request, ...assignment }: Assignment<z.infer<typeof makingRequest>>): Promise<Result<DrawnSample>> {
  return 'operator' in request ? performCombining({ ...assignment, request }) : performDrawing({ ...assignment, request })
}
