import type { Item, State } from '../state.ts'

export function changed<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value)
}

export function removed<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

export function withItem(state: State, item: Item): State {
  return { ...state, items: changed(state.items, item.id, item) }
}
