import { List, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ConfigProblem } from '../../app/contract/configProblem.ts'
import classes from './configProblems.module.css'

interface ConfigProblemsProps {
  readonly problems: readonly ConfigProblem[]
  /** Leads to the line of a problem. */
  readonly onShow?: (problem: ConfigProblem) => void
}

const looks = {
  error: { icon: IconAlertTriangle, words: 'Error' },
  warning: { icon: IconInfoCircle, words: 'Warning' },
} as const

/** What is wrong with a configuration, line by line, and what to do about each. */
export function ConfigProblems({ problems, onShow }: ConfigProblemsProps) {
  return (
    <List className={classes.problems} classNames={{ itemWrapper: classes.problem }} listStyleType="none" spacing="sm">
      {problems.map((problem) => {
        const { severity, message, hint, line, column } = problem
        const { icon: Icon, words } = looks[severity]
        const place = `line ${line}, column ${column}`
        return (
          <List.Item
            key={`${line}:${column}:${message}`}
            icon={<Icon size={16} aria-label={words} color={severity === 'error' ? 'var(--danger)' : 'var(--waiting)'} />}
          >
            <Text>{message}</Text>
            <Text size="xs" c="dimmed">
              {onShow ? (
                <button type="button" className={classes.place} onClick={() => onShow(problem)}>
                  {place}
                </button>
              ) : (
                place
              )}
              . {hint}
            </Text>
          </List.Item>
        )
      })}
    </List>
  )
}
