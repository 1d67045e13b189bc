import type { State, Use } from './state.ts'

/** What a use is kept under: an operation may read several items. */
export function useKey({ operationId, itemId }: Pick<Use, 'operationId' | 'itemId'>): string {
  return `${operationId} ${itemId}`
}

/** The keys of all that an operation reads. */
export function usesOf({ uses }: State, operationId: string): readonly string[] {
  return [...uses].filter(([, use]) => use.operationId === operationId).map(([key]) => key)
}
