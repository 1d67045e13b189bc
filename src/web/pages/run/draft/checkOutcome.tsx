import { Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { ConfigProblems } from '../../../parts/configProblems.tsx'
import { formatCount } from '../../../parts/format.ts'
import type { DraftReport } from './useDraftCheck.ts'

/** What a check has found in a configuration. */
export function CheckOutcome({ report }: { readonly report: DraftReport | null }) {
  if (!report) return null
  const { problems, images, isThorough } = report
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  return (
    <Stack gap="xs" role="status" aria-label="What the check found">
      {!hasErrors && (
        <Group gap="sm">
          <IconCircleCheck size={16} color="var(--success)" aria-hidden="true" />
          <Text>
            No errors{isThorough && ', nor in the files'}.{images !== null && ` It comes to ${formatCount(images.length)} images.`}
          </Text>
        </Group>
      )}
      {problems.length > 0 && <ConfigProblems problems={problems} />}
    </Stack>
  )
}
