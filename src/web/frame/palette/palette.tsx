import { Group, Text, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import {
  IconArrowRight,
  IconBolt,
  IconChartDots,
  IconFolder,
  IconPlayerPlay,
  IconSearch,
  IconSparkles,
  IconStars,
  IconTarget,
  type IconProps,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ComponentType } from 'react'
import type { FoundItem } from '../../../app/contract/home.ts'
import { useApi } from '../../api/useApi.ts'
import { addressOfItem } from '../../parts/itemAddress.ts'
import { finds } from '../../parts/listSearch.ts'
import { showKeys } from '../keys/keyboardHelp.tsx'
import { mainPlaces, otherPlaces } from '../places.ts'
import { useFoundPosition, useFoundSources, type Choice } from './foundOnSky.ts'
import { pageButtons, type PageButton } from './pageButtons.ts'

const icons: Readonly<Record<FoundItem['kind'], ComponentType<IconProps>>> = {
  project: IconFolder,
  run: IconPlayerPlay,
  sample: IconStars,
  analysis: IconChartDots,
}

function Choices({
  title,
  choices,
  icon: Icon,
}: {
  readonly title: string
  readonly choices: readonly Choice[]
  readonly icon: ComponentType<IconProps>
}) {
  if (choices.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={title}>
      {choices.map((choice) => (
        <Spotlight.Action key={choice.words} label={choice.words} onClick={choice.do} leftSection={<Icon size={16} aria-hidden="true" />} />
      ))}
    </Spotlight.ActionsGroup>
  )
}

function FoundItems({ items }: { readonly items: readonly FoundItem[] }) {
  const navigate = useNavigate()
  if (items.length === 0) return null
  return (
    <Spotlight.ActionsGroup label="Found">
      {items.map(({ id, kind, name, project, words }) => {
        const Icon = icons[kind]
        return (
          <Spotlight.Action key={id} onClick={() => void navigate({ to: addressOfItem(kind, id) })}>
            <Group gap="sm" wrap="nowrap" w="100%">
              <Icon size={16} aria-hidden="true" />
              <Text truncate>{name}</Text>
              <Text size="xs" c="dimmed" ml="auto" style={{ whiteSpace: 'nowrap' }}>
                {[kind, project, words].filter((part) => part !== '').join(' · ')}
              </Text>
            </Group>
          </Spotlight.Action>
        )
      })}
    </Spotlight.ActionsGroup>
  )
}

function useChoices(isAdministrator: boolean): { readonly places: readonly Choice[]; readonly actions: readonly Choice[] } {
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark = colorScheme === 'dark'
  const places = [...mainPlaces, ...otherPlaces].filter(({ isFor }) => isFor === undefined || isAdministrator)
  return {
    places: [...places, { words: 'Account', to: '/account' }].map(({ words, to }) => ({ words, do: () => void navigate({ to }) })),
    actions: [
      { words: 'New run', do: () => void navigate({ to: '/runs/new' }) },
      { words: isDark ? 'Light colours' : 'Dark colours', do: () => setColorScheme(isDark ? 'light' : 'dark') },
      { words: 'Keyboard', do: showKeys },
    ],
  }
}

/** What is found comes after the rest: Enter takes the first of it, as the list begins to be shown with its first. */
function selectFirst(): void {
  const actions = document.querySelectorAll('[role="dialog"] [data-action]')
  for (const [at, action] of actions.entries()) {
    if (at === 0) action.setAttribute('data-selected', 'true')
    else action.removeAttribute('data-selected')
  }
}

/** Ctrl K: go to anything by name, or do what the page offers. */
export function Palette({ isAdministrator }: { readonly isAdministrator: boolean }) {
  const [query, setQuery] = useState('')
  const [buttons, setButtons] = useState<readonly PageButton[]>([])
  const [asked] = useDebouncedValue(query.trim(), 120)
  const found = useApi('searchItems', { query: { q: asked, limit: 12 } }, { enabled: asked !== '' })
  const items = asked === '' || query.trim() === '' ? [] : (found.data?.items ?? [])
  const { places, actions } = useChoices(isAdministrator)
  const fitting = (choices: readonly Choice[]) => choices.filter(({ words }) => finds(query.trim(), words))
  const onPage = fitting(buttons.map(({ words, press }) => ({ words, do: press })))
  const positions = useFoundPosition(query)
  const sources = useFoundSources(query.trim() === '' ? '' : asked)
  const foundIds = [...items.map(({ id }) => id), ...[...positions, ...sources].map(({ words }) => words)].join()
  useEffect(() => {
    if (foundIds !== '') selectFirst()
  }, [foundIds])
  const isNothing =
    items.length + positions.length + sources.length + onPage.length + fitting(places).length + fitting(actions).length === 0
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={(text) => {
        setQuery(text)
        setButtons(pageButtons())
      }}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      triggerOnContentEditable
      onSpotlightOpen={() => setButtons(pageButtons())}
      scrollable
      centered={false}
      yOffset={96}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      maxHeight={420}
      attributes={{ content: { 'aria-label': 'Go to, or do' } }}
    >
      <Spotlight.Search
        placeholder="Name, position on the sky, or an action"
        aria-label="Name or action"
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        <Choices title="Position" choices={positions} icon={IconTarget} />
        <FoundItems items={items} />
        <Choices title="Sources" choices={sources} icon={IconSparkles} />
        <Choices title="On this page" choices={onPage} icon={IconBolt} />
        <Choices title="Go to" choices={fitting(places)} icon={IconArrowRight} />
        <Choices title="Do" choices={fitting(actions)} icon={IconBolt} />
        {isNothing && <Spotlight.Empty>{found.isFetching ? 'Searching' : 'Nothing of this name that you may see'}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
