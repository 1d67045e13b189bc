import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Rules that another scheme of colours, or another width, may break. */
const rulesOf = {
  colours: ['color-contrast', 'link-in-text-block'],
  names: ['aria-command-name', 'aria-input-field-name', 'button-name', 'input-button-name', 'label', 'link-name', 'select-name'],
} as const

export interface Looking {
  /** By which rules; default: all. */
  readonly about?: keyof typeof rulesOf
  /** Selector of what is looked at; default: the whole page. */
  readonly within?: string | undefined
}

/** What axe objects to at a page as it stands. */
export async function objectionsTo(page: Page, { about, within }: Looking = {}): Promise<readonly string[]> {
  const whole = new AxeBuilder({ page }).setLegacyMode()
  const builder = within === undefined ? whole : whole.include(within)
  const { violations } = await (about === undefined ? builder : builder.withRules([...rulesOf[about]])).analyze()
  return violations.map(({ id, help, nodes }) => {
    const some = nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary?.split('\n').at(1) ?? ''}`)
    return `${id}: ${help}: ${some.join(' | ')}`
  })
}
