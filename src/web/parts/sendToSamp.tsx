import { Button, Loader, Menu, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { currentHub, forgetHub, type SampReceiver } from '../samp/sampHub.ts'
import { messageOf, sampKinds, type SampThing } from '../samp/sampThing.ts'
import { tellDone, tellFault } from './notify.tsx'

interface Offer {
  readonly thing: SampThing
  readonly receivers: readonly SampReceiver[]
}

async function offersOf(things: readonly SampThing[]): Promise<readonly Offer[]> {
  const hub = await currentHub()
  try {
    const offers: Offer[] = []
    for (const thing of things) offers.push({ thing, receivers: await hub.receivers(sampKinds[thing.kind]) })
    return offers
  } catch (error) {
    forgetHub()
    throw error
  }
}

async function send(thing: SampThing, receivers: readonly SampReceiver[]): Promise<void> {
  try {
    const hub = await currentHub()
    for (const { id } of receivers) await hub.send(id, await messageOf(thing))
    tellDone({ words: `${thing.name} was sent to ${receivers.map(({ name }) => name).join(', ')}` })
  } catch (error) {
    forgetHub()
    tellFault(error)
  }
}

function OfferItems({ thing, receivers }: Offer) {
  return (
    <>
      <Menu.Label>{thing.name}</Menu.Label>
      {receivers.length === 0 && <Menu.Item disabled>No program takes this</Menu.Item>}
      {receivers.map((receiver) => (
        <Menu.Item key={receiver.id} onClick={() => void send(thing, [receiver])}>
          Send to {receiver.name}
        </Menu.Item>
      ))}
      {receivers.length > 1 && <Menu.Item onClick={() => void send(thing, receivers)}>Send to all {receivers.length}</Menu.Item>}
    </>
  )
}

/** Sends tables, images and positions to TOPCAT, Aladin and others on the user's machine that have joined a SAMP hub. */
export function SendToSamp({ things }: { readonly things: readonly SampThing[] }) {
  const [isOpen, setOpen] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['samp', things],
    queryFn: () => offersOf(things),
    enabled: isOpen,
    retry: false,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconSend size={14} aria-hidden="true" />}>
          Send to TOPCAT, Aladin...
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isFetching && (
          <Menu.Item disabled leftSection={<Loader size={14} />}>
            Looking for a hub; it may ask you to let Halley in
          </Menu.Item>
        )}
        {!isFetching && data?.map((offer) => <OfferItems key={`${offer.thing.kind} ${offer.thing.name}`} {...offer} />)}
        {!isFetching && error && (
          <>
            <Text size="sm" p="xs" role="status">
              {error.message}
            </Text>
            <Menu.Item closeMenuOnClick={false} onClick={() => void refetch()}>
              Look again
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
