import { queryClient } from '../../api/queryClient.ts'

/** Brings the list of favourites up to date: it names no run that a change could name. */
export function refreshFavourites(): void {
  void queryClient.invalidateQueries({ queryKey: ['listFavourites'] })
}
