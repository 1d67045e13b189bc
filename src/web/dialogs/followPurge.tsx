import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { PurgeView } from '../../app/contract/trash.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { tellDone } from '../parts/notify.tsx'
import { deletedWords, deletingState, deletingWords, type Named } from '../words/destruction.ts'
import { tellRefused } from './tellRefused.ts'

/** A purge that has begun, and how its end is told. */
export interface FollowedPurge {
  readonly purgeId: string
  readonly items: readonly Named[]
  /** Images that what went had used, and that stay. */
  readonly imagesKept: number
}

const firstPauseMs = 500
const longestPauseMs = 5_000
/** As long as somebody may look at the same page. */
const mostLooks = 720

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** Asks a worker to go on with what stopped, and tells its end. */
export async function retryPurge(followed: FollowedPurge): Promise<void> {
  try {
    await callApi('retryPurge', { params: { purge: followed.purgeId } })
  } catch (error) {
    tellRefused('retry', error)
    return
  }
  await queryClient.invalidateQueries()
  await followPurge(followed)
}

function tellStopped(followed: FollowedPurge, state: PurgeView): void {
  const id = notifications.show({
    color: 'yellow',
    withBorder: true,
    autoClose: false,
    title: deletingWords(followed.items),
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text>{deletingState(state)}</Text>
        <Button
          variant="default"
          flex="none"
          onClick={() => {
            notifications.hide(id)
            void retryPurge(followed)
          }}
        >
          Retry
        </Button>
      </Group>
    ),
  })
}

/** Says that something is being deleted, and later that it is gone, or where and why it stopped. */
export async function followPurge(followed: FollowedPurge): Promise<void> {
  const told = notifications.show({ withBorder: true, loading: true, autoClose: false, message: deletingWords(followed.items) })
  let pauseMs = firstPauseMs
  for (let looks = 0; looks < mostLooks; looks++) {
    await wait(pauseMs)
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
    const state = await callApi('showPurge', { params: { purge: followed.purgeId } }).catch(() => null)
    if (!state?.isDone && !state?.fault) continue
    notifications.hide(told)
    await queryClient.invalidateQueries()
    if (state.isDone) tellDone({ words: deletedWords(followed.items, state.bytes, followed.imagesKept) })
    else tellStopped(followed, state)
    return
  }
  notifications.hide(told)
}
